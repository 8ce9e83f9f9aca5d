import { describe, expect, it } from '@jest/globals';
import type { Context, HttpRequest, HttpResponse } from '@warp/plugin-sdk';
import { erase } from './erase.js';
import type { SalesforceSettings } from './settings.js';

const settings = { my_domain: 'https://example.my.salesforce.com', access_token: 'secret-token', object: 'Lead', external_id_field: 'Visitor_Email__c', api_version: '66.0' } as SalesforceSettings;
const found = (...ids: string[]) => ({ status: 200, body: JSON.stringify({ records: ids.map((Id) => ({ Id })) }) });

/** Salesforce, answering one request after the other. */
async function erased(email: string | undefined, ...answers: readonly Partial<HttpResponse>[]) {
  const asked: HttpRequest[] = [];
  const context = {
    http: (request: HttpRequest) => Promise.resolve({ status: 500, headers: {}, body: '', ...answers[asked.push(request) - 1] }),
  } as unknown as Context;
  const outcome = await erase({ visitorIds: [], userIds: [], ...(email === undefined ? {} : { email }) }, settings, context);
  return { asked: asked.map(({ method, url }) => [method, new URL(url).pathname, new URL(url).searchParams.get('q')]), outcome };
}

describe('the erasure of a person', () => {
  it('deletes the record with the address, whatever its domain ends with and whatever is in it', async () => {
    const { asked, outcome } = await erased(" O'Hara\\@Example.inc", found('00Q1'), { status: 204 });
    expect(outcome).toEqual({ is: 'delivered' });
    expect(asked).toEqual([
      ['GET', '/services/data/v66.0/query', "SELECT Id FROM Lead WHERE Visitor_Email__c = 'o\\'hara\\\\@example.inc'"],
      ['DELETE', '/services/data/v66.0/sobjects/Lead/00Q1', null],
    ]);
  });

  it('of whom there is no record is done, and so is one that somebody deleted meanwhile', async () => {
    expect((await erased('ada@example.com', found())).outcome).toEqual({ is: 'delivered' });
    expect((await erased('ada@example.com', found('00Q1'), { status: 404 })).outcome).toEqual({ is: 'delivered' });
  });

  it('asks nothing without an address, and says what to do', async () => {
    const { asked, outcome } = await erased(undefined);
    expect([outcome, asked]).toEqual([expect.objectContaining({ is: 'permanent', code: 'not_supported' }), []]);
  });

  it.each<[string, readonly Partial<HttpResponse>[], object]>([
    ['a token that is refused', [{ status: 401 }], { is: 'configuration', setting: 'access_token' }],
    ['a user who may not delete', [found('00Q1'), { status: 403 }], { is: 'configuration' }],
    ['an outage', [{ status: 503 }], { is: 'transient' }],
    ['an answer that cannot be read', [{ status: 200, body: '<html>' }], { is: 'transient' }],
  ])('given %s, then it is not taken for done', async (_, answers, outcome) => {
    expect((await erased('ada@example.com', ...answers)).outcome).toMatchObject(outcome);
  });
});
