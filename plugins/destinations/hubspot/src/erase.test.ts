import { describe, expect, it } from '@jest/globals';
import type { Context, HttpRequest, HttpResponse } from '@warp/plugin-sdk';
import { erase } from './erase.js';
import type { HubspotSettings } from './settings.js';

const settings = { access_token: 'secret-token', endpoint: 'https://api.hubapi.com/' } as HubspotSettings;
const FOUND = { status: 200, body: '{"id":"4711","properties":{}}' };
const NOT_FOUND = { status: 404, body: '{"category":"OBJECT_NOT_FOUND","message":"resource not found"}' };

/** HubSpot, answering one request after the other. */
async function erased(email: string | undefined, ...answers: readonly Partial<HttpResponse>[]) {
  const asked: HttpRequest[] = [];
  const context = {
    http: (request: HttpRequest) => Promise.resolve({ status: 500, headers: {}, body: '', ...answers[asked.push(request) - 1] }),
  } as unknown as Context;
  const outcome = await erase({ visitorIds: ['v'], userIds: ['42'], ...(email === undefined ? {} : { email }) }, settings, context);
  return { asked: asked.map(({ method, url, body }) => [method, url, body]), outcome };
}

describe('the erasure of a person', () => {
  it('deletes the contact with the address for good', async () => {
    const { asked, outcome } = await erased(' Ada+1@Example.com', FOUND, { status: 204 });
    expect(outcome).toEqual({ is: 'delivered' });
    expect(asked).toEqual([
      ['GET', 'https://api.hubapi.com/crm/v3/objects/contacts/ada%2B1%40example.com?idProperty=email', undefined],
      ['POST', 'https://api.hubapi.com/crm/v3/objects/contacts/gdpr-delete', '{"objectId":"4711"}'],
    ]);
  });

  it('leaves an address alone that HubSpot does not have: it would be blocked for ever', async () => {
    const { asked, outcome } = await erased('nobody@example.com', NOT_FOUND);
    expect([outcome, asked.length]).toEqual([{ is: 'delivered' }, 1]);
  });

  it('asks nothing without an address, and says what to do', async () => {
    const { asked, outcome } = await erased(undefined);
    expect([outcome, asked]).toEqual([expect.objectContaining({ is: 'permanent', code: 'not_supported' }), []]);
  });

  it.each<[string, readonly Partial<HttpResponse>[], object]>([
    ['a token that is refused', [{ status: 401 }], { is: 'configuration', setting: 'access_token' }],
    ['a scope that is missing', [FOUND, { status: 403 }], { is: 'configuration' }],
    ['an address where nothing is', [{ status: 404, body: '<html>' }], { is: 'configuration', setting: 'api_version' }],
    ['a limit that is reached', [FOUND, { status: 429 }], { is: 'throttled' }],
    ['an outage', [FOUND, { status: 503 }], { is: 'transient' }],
    ['an answer that cannot be read', [{ status: 200, body: '<html>' }], { is: 'transient' }],
    ['another success than the documented one', [FOUND, { status: 200, body: '{}' }], { is: 'transient' }],
  ])('given %s, then it is not taken for done', async (_, answers, outcome) => {
    expect((await erased('ada@example.com', ...answers)).outcome).toMatchObject(outcome);
  });
});
