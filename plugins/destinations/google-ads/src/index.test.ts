import { describe, expect, it } from '@jest/globals';
import { exampleEvent, isSkip, type Context, type HttpRequest, type HttpResponse } from '@warp/plugin-sdk';
import { describePlugin } from '@warp/plugin-sdk/testing';
import { pairs } from './conversion-actions.js';
import { followUp } from './data-manager/follow-up.js';
import { check, delivery, requestFor } from './delivery.js';
import { exampleSettings } from './examples/settings.js';
import plugin from './index.js';
import { map } from './map.js';
import { oauth } from './oauth.js';
import type { GoogleAdsSettings } from './settings.js';

describePlugin(plugin);

const LOCAL: GoogleAdsSettings = {
  ...exampleSettings,
  endpoint: 'http://127.0.0.1:1/',
  ads_endpoint: 'http://127.0.0.1:2/',
  accounts_endpoint: 'http://127.0.0.1:3/',
  token_endpoint: 'http://127.0.0.1:4/',
};

const answer = (status: number, body: unknown): HttpResponse => ({ status, headers: {}, body: JSON.stringify(body) });

function mapped(settings: GoogleAdsSettings, eventType = 'purchase') {
  const item = map(exampleEvent({ eventType, ids: { gclid: 'click' } }), settings);
  if (isSkip(item)) throw new Error(item.code);
  return item;
}

it('reads actions by event', () =>
  expect(pairs(['purchase=1', 'sign.up-now_2=23'])).toEqual([
    ['purchase', '1'],
    ['sign.up-now_2', '23'],
  ]));

describe('requests', () => {
  it('keep the actions apart, because each request’s status is one action’s', () => {
    const keys = ['purchase', 'generate_lead'].map((eventType) => delivery.groupBy!(mapped(exampleSettings, eventType)));
    expect(keys).toEqual(['111222333', '444555666']);
  });

  it('may ask Google to check only', () => {
    expect(JSON.parse(requestFor([mapped(LOCAL)], LOCAL, 'validate').body!)).toMatchObject({ validateOnly: true });
    const older: GoogleAdsSettings = { ...LOCAL, api: 'click_upload' };
    expect(JSON.parse(requestFor([mapped(older)], older, 'validate').body!)).toMatchObject({ validateOnly: true, partialFailure: true });
  });

  it('go to the servers of the settings', () => {
    const older: GoogleAdsSettings = { ...LOCAL, api: 'click_upload' };
    expect(requestFor([mapped(LOCAL)], LOCAL, 'live').url).toBe('http://127.0.0.1:1/v1/events:ingest');
    expect(requestFor([mapped(older)], older, 'live').url).toBe('http://127.0.0.1:2/v26/customers/1234567890:uploadClickConversions');
    expect(followUp.request('a/b', LOCAL)).toEqual({
      method: 'GET',
      url: 'http://127.0.0.1:1/v1/requestStatus:retrieve?requestId=a%2Fb',
      headers: { authorization: 'Bearer example-access-token' },
    });
  });

  it('name no manager account that is the account itself', () =>
    expect(requestFor([mapped(LOCAL)], { ...LOCAL, login_customer_id: '1234567890' }, 'live').body).not.toContain('loginAccount'));
});

it('is connected at Google’s addresses, or at those of the settings', () => {
  expect(oauth.endpoints(exampleSettings)).toEqual({
    authorize: 'https://accounts.google.com/o/oauth2/v2/auth',
    token: 'https://oauth2.googleapis.com/token',
    revoke: 'https://oauth2.googleapis.com/revoke',
  });
  expect(oauth.endpoints(LOCAL)).toEqual({ authorize: 'http://127.0.0.1:3/o/oauth2/v2/auth', token: 'http://127.0.0.1:4/token', revoke: 'http://127.0.0.1:4/revoke' });
});

describe('“Test connection”', () => {
  function contextOf(...answers: readonly HttpResponse[]): { context: Context; asked: HttpRequest[] } {
    const asked: HttpRequest[] = [];
    const http = (request: HttpRequest) => Promise.resolve(answers[Math.min(asked.push(request), answers.length) - 1]!);
    return { asked, context: { http, now: () => new Date('2026-11-23T12:00:00Z'), log: () => undefined, signal: AbortSignal.timeout(1000) } };
  }

  it('has a made-up click checked for every action, and counted for none', async () => {
    const { context, asked } = contextOf(answer(200, { requestId: 'r' }));
    expect(await check(exampleSettings, context)).toEqual({ is: 'delivered' });
    const bodies = asked.map(({ body }) => JSON.parse(body!) as { validateOnly: boolean; destinations: { productDestinationId: string }[]; events: object[] });
    expect(bodies.map(({ validateOnly, destinations }) => [validateOnly, destinations[0]!.productDestinationId])).toEqual([
      [true, '111222333'],
      [true, '444555666'],
    ]);
    expect(bodies[0]!.events).toMatchObject([{ eventTimestamp: '2026-11-23T12:00:00.000Z', adIdentifiers: { gclid: 'Warp-connection-test' } }]);
    expect(JSON.stringify(bodies)).not.toContain('userData');
  });

  it('says what is wrong with the second action', async () => {
    const unknown = answer(400, { error: { status: 'INVALID_ARGUMENT', details: [{ fieldViolations: [{ field: 'destinations[0].product_destination_id', reason: 'INVALID_CONVERSION_ACTION_ID' }] }] } });
    const { context } = contextOf(answer(200, { requestId: 'r' }), unknown);
    expect(await check(exampleSettings, context)).toMatchObject({ is: 'configuration', setting: 'conversion_actions' });
  });

  it('does not mind that the older upload cannot read the made-up click', async () => {
    const error = { errorCode: { conversionUploadError: 'UNPARSEABLE_GCLID' }, location: { fieldPathElements: [{ fieldName: 'conversions', index: 0 }] } };
    const { context } = contextOf(answer(200, { partialFailureError: { code: 3, details: [{ errors: [error] }] }, results: [{}] }));
    expect(await check({ ...exampleSettings, api: 'click_upload' }, context)).toEqual({ is: 'delivered' });
  });
});
