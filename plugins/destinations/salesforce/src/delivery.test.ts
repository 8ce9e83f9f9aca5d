import { describe, expect, it } from '@jest/globals';
import { HttpUnavailable, type Context, type HttpRequest, type HttpResponse } from '@warp/plugin-sdk';
import { send } from './delivery.js';
import type { SalesforceRecord } from './record.js';
import type { SalesforceSettings } from './settings.js';

const settings = { my_domain: 'https://example.my.salesforce.com/', access_token: 'secret-token', api_version: '66.0' } as SalesforceSettings;

const lead = (id: string, fields: SalesforceRecord['fields'] = {}, whenNew: SalesforceRecord['whenNew'] = { Email: id }): SalesforceRecord => ({
  object: 'Lead',
  idField: 'Visitor_Email__c',
  id,
  fields,
  whenNew,
  required: { LastName: 'Unknown', Company: 'Unknown' },
});
const account = (id: string): SalesforceRecord => ({ object: 'Account', idField: 'Visitor_Domain__c', id, fields: {}, whenNew: { Website: id }, required: { Name: id } });

const OK = { id: '00Q', success: true, errors: [] };
const fault = (statusCode: string) => ({ success: false, errors: [{ statusCode, message: 'ada@x.de', fields: [] }] });
const NEW = fault('REQUIRED_FIELD_MISSING');

/** A Salesforce that gives these answers, one after the other. */
function salesforce(...answers: readonly (readonly object[] | HttpResponse | Error)[]) {
  const requests: HttpRequest[] = [];
  const http = (request: HttpRequest): Promise<HttpResponse> => {
    const answer = answers[requests.push(request) - 1]!;
    if (answer instanceof Error) return Promise.reject(answer);
    return Promise.resolve(Array.isArray(answer) ? { status: 200, headers: {}, body: JSON.stringify(answer) } : (answer as HttpResponse));
  };
  const context: Context = { http, now: () => new Date(0), log: () => undefined, signal: AbortSignal.timeout(1000) };
  return { requests, context };
}

const bodyOf = ({ body }: HttpRequest): unknown => JSON.parse(body!);

describe('a record that is there', () => {
  it('is changed by one request, without the names and without the assignment rules', async () => {
    const { requests, context } = salesforce([OK]);
    expect(await send([lead('ada@x.de', { Phone: '1' })], settings, context)).toEqual([{ is: 'delivered' }]);
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      method: 'PATCH',
      url: 'https://example.my.salesforce.com/services/data/v66.0/composite/sobjects/Lead/Visitor_Email__c',
      headers: { authorization: 'Bearer secret-token', 'sforce-auto-assign': 'FALSE' },
    });
    expect(bodyOf(requests[0]!)).toEqual({ allOrNone: false, records: [{ attributes: { type: 'Lead' }, Phone: '1', Visitor_Email__c: 'ada@x.de' }] });
  });

  it('is written where Salesforce said when it was connected', async () => {
    const { requests, context } = salesforce([OK]);
    await send([lead('ada@x.de')], { ...settings, instance_url: 'https://na1.salesforce.com' }, context);
    expect(requests[0]!.url).toBe('https://na1.salesforce.com/services/data/v66.0/composite/sobjects/Lead/Visitor_Email__c');
  });
});

describe('a record that is new', () => {
  it('is made by a second request, with its names, what Salesforce wants, and the assignment rules', async () => {
    const { requests, context } = salesforce([OK, NEW], [OK]);
    const batch = [lead('ada@x.de'), lead('bob@x.de', { Phone: '2' }, { Email: 'bob@x.de', LastName: 'Bee' })];
    expect(await send(batch, settings, context)).toEqual([{ is: 'delivered' }, { is: 'delivered' }]);
    expect(requests[1]!.headers).not.toHaveProperty('sforce-auto-assign');
    expect(bodyOf(requests[1]!)).toEqual({
      allOrNone: false,
      records: [{ attributes: { type: 'Lead' }, LastName: 'Bee', Company: 'Unknown', Email: 'bob@x.de', Phone: '2', Visitor_Email__c: 'bob@x.de' }],
    });
  });

  it('may lack a field of the owner’s own', async () => {
    const { context } = salesforce([NEW], [{ success: false, errors: [{ statusCode: 'REQUIRED_FIELD_MISSING', fields: ['Industry'] }] }]);
    expect(await send([lead('ada@x.de')], settings, context)).toMatchObject([
      { is: 'permanent', code: 'salesforce_required_field_missing', message: 'Salesforce wants a field that the event does not fill: Industry.', field: 'Industry' },
    ]);
  });

  it('waits when the second request finds no answer; those of the first are done', async () => {
    const { context } = salesforce([OK, NEW], new HttpUnavailable('timeout', 'The platform did not answer in time.'));
    expect((await send([lead('ada@x.de'), lead('bob@x.de')], settings, context)).map(({ is }) => is)).toEqual(['delivered', 'transient']);
  });
});

describe('a batch', () => {
  it('names each record once; of a field the last event counts, and a name is better than none', async () => {
    const { requests, context } = salesforce([NEW], [OK]);
    const batch = [lead('ada@x.de', { Phone: '1', City: 'Bonn' }, { LastName: 'Ex' }), lead('ada@x.de', { Phone: '2' }, {})];
    expect(await send(batch, settings, context)).toEqual([{ is: 'delivered' }, { is: 'delivered' }]);
    expect(bodyOf(requests[1]!)).toMatchObject({ records: [{ Visitor_Email__c: 'ada@x.de', Phone: '2', City: 'Bonn', LastName: 'Ex' }] });
  });

  it('of leads and accounts is sent in requests of their own, and each event has its own outcome', async () => {
    const { requests, context } = salesforce([OK, fault('DUPLICATES_DETECTED')], [OK]);
    const outcomes = await send([lead('ada@x.de'), account('acme.example'), lead('bob@x.de')], settings, context);
    expect(outcomes.map(({ is }) => is)).toEqual(['delivered', 'delivered', 'permanent']);
    expect(requests.map(({ url }) => url.split('/').slice(-2).join('/'))).toEqual(['Lead/Visitor_Email__c', 'Account/Visitor_Domain__c']);
  });

  it('is returned to be halved when it is refused whole; what went in another request is done', async () => {
    const { context } = salesforce({ status: 400, headers: {}, body: '[{"errorCode":"JSON_PARSER_ERROR","message":"ada@x.de"}]' }, [OK]);
    const outcomes = await send([lead('ada@x.de'), lead('bob@x.de'), account('acme.example')], settings, context);
    expect(outcomes).toMatchObject([{ code: 'batch_refused' }, { code: 'batch_refused' }, { is: 'delivered' }]);
  });

  it('of one lead and one account is judged: each stands alone', async () => {
    const { context } = salesforce({ status: 400, headers: {}, body: '[{"errorCode":"JSON_PARSER_ERROR"}]' }, [OK]);
    expect((await send([lead('ada@x.de'), account('acme.example')], settings, context)).map(({ is }) => is)).toEqual(['permanent', 'delivered']);
  });

  it('that finds no answer waits', async () => {
    const { context } = salesforce(new HttpUnavailable('timeout', 'The platform did not answer in time.'));
    expect(await send([lead('ada@x.de')], settings, context)).toMatchObject([{ is: 'transient', code: 'timeout' }]);
  });
});
