import { describe, expect, it } from '@jest/globals';
import { exampleEvent } from '@warp/plugin-sdk';
import { cleanOutcomes } from '../delivery/engine/clean-outcomes.js';
import { cleanText, personalValues } from './clean-text.js';
import { vendorMessageOf, withVendorMessage } from '../delivery/engine/vendor-message.js';

const R = '[redacted]';

describe('text of a vendor’s', () => {
  it.each<[string, string, string]>([
    ['stays as it is', 'Invalid parameter: custom_data.currency must be an ISO 4217 code (code 100, subcode 2804019).', 'Invalid parameter: custom_data.currency must be an ISO 4217 code (code 100, subcode 2804019).'],
    ['keeps words of error codes', 'INVALID_CUSTOMER_ACCOUNT_FOR_CONVERSION_ACTION at operations[3]', 'INVALID_CUSTOMER_ACCOUNT_FOR_CONVERSION_ACTION at operations[3]'],
    ['keeps ids of requests', 'Request 019abc00-0000-7000-8000-0000000000aa failed', 'Request 019abc00-0000-7000-8000-0000000000aa failed'],
    ['loses addresses of e-mail', 'No contact ada.lovelace+shop@example.co.uk', `No contact ${R}`],
    ['loses phone numbers', 'Bad phone +49 (30) 901820-11', `Bad phone ${R}`],
    ['loses hashes', 'em: 5f4dcc3b5aa765d61d8327deb882cf99 is unknown', `em: ${R} is unknown`],
    ['loses tokens', 'Token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc is over', `Token ${R} is over`],
    ['loses credentials', 'Authorization: Bearer abcdef12 refused', `Authorization: ${R} ${R} refused`],
    ['loses named values', 'url=https://x.example/a?email=ada&n=1 and access_token="short1"', `url=https://x.example/a?… and access_token="${R}"`],
    ['loses users of addresses', 'see https://me:pw@x.example/docs', 'see https://x.example/docs'],
    ['loses the secrets that are known', 'key hunter2/x%2F is wrong, hunter2%2Fx%252F too', 'key *** is wrong, *** too'],
    ['comes on one line', 'a\u0000b\n\tc\u202Ed', 'a b c d'],
  ])('%s', (_, text, clean) => expect(cleanText(text, ['hunter2/x%2F'])).toBe(clean));

  it('loses what the event says of a person, as a word of its own', () => {
    const event = exampleEvent({ user: { firstName: 'Ann', lastName: 'O’Hara', city: 'Bath', zip: '10' }, ipAddress: '203.0.113.7', userId: 'customer-7' });
    expect(cleanText('We cannot take ANN O’Hara of Bath (10) at 203.0.113.7, customer-7, in a bathroom', [], personalValues([event]))).toBe(
      `We cannot take ${R} ${R} of ${R} (10) at ${R}, ${R}, in a bathroom`,
    );
  });

  it('is cut after 500 characters, never within one', () => {
    const cut = cleanText('😀'.repeat(600), []);
    expect([...cut]).toHaveLength(500);
    expect(cut.endsWith('😀…')).toBe(true);
    expect(cut.isWellFormed()).toBe(true);
  });
});

describe('outcomes of a batch', () => {
  const events = [exampleEvent({ user: { email: 'a@example.com', lastName: 'Alpha' } }), exampleEvent({ user: { email: 'b@example.com', lastName: 'Beta' } })];

  it('lose what one text says of any of its events, and codes what is no code', () => {
    const outcome = { is: 'permanent', code: 'acme bad\u0000thing', message: 'Alpha and Beta', vendorMessage: 'a key Alpha' } as const;
    expect(cleanOutcomes([outcome, outcome], events, ['key'])).toEqual(
      [0, 1].map(() => ({ is: 'permanent', code: 'acme_bad_thing', message: `${R} and ${R}`, vendorMessage: `a *** ${R}` })),
    );
  });

  it('stay as they are without a text', () => {
    const outcomes = [{ is: 'delivered' }, undefined] as const;
    expect(cleanOutcomes(outcomes, events, [])).toBe(outcomes);
  });
});

describe('what a vendor says', () => {
  const said = (body: string) => vendorMessageOf({ status: 400, headers: {}, body });

  // As the vendors' own references show their answers.
  it.each<[string, string, string | undefined]>([
    ['Meta', '{"error":{"message":"Invalid parameter","type":"OAuthException","code":100,"error_user_msg":"The timestamp is too old."}}', 'The timestamp is too old.'],
    ['Google', '{"error":{"code":400,"message":"There was a problem with the request.","status":"INVALID_ARGUMENT","details":[{"@type":"t","fieldViolations":[]}]}}', 'There was a problem with the request.'],
    ['Salesforce', '[{"message":"Required fields are missing: [Company]","errorCode":"REQUIRED_FIELD_MISSING","fields":["Company"]}]', 'Required fields are missing: [Company]'],
    ['OAuth', '{"error":"invalid_grant","error_description":"Token has been expired or revoked."}', 'Token has been expired or revoked. · invalid_grant'],
    ['Microsoft', '{"error":{"code":"ValidationError","message":"One or multiple parameters did not pass.","details":[{"errorMessage":"eventTime is too old"}]}}', 'One or multiple parameters did not pass. · eventTime is too old'],
    ['Slack', 'channel_is_archived', 'channel_is_archived'],
    ['a firewall', '<html><head><title>403 Forbidden</title></head><body>…</body></html>', '403 Forbidden'],
    ['nobody', '', undefined],
    ['something without words', '{"code":7,"ok":false}', undefined],
  ])('is read as %s writes it', (_, body, text) => expect(said(body)).toBe(text));

  it('goes to all events when it is about all, and to none when they ended differently', () => {
    const response = { status: 400, headers: {}, body: '{"message":"No."}' };
    const refused = { is: 'permanent', code: 'x', message: 'Refused.' } as const;
    expect(withVendorMessage([refused, refused], response)).toEqual([{ ...refused, vendorMessage: 'No.' }, { ...refused, vendorMessage: 'No.' }]);
    expect(withVendorMessage([{ ...refused, vendorMessage: 'Mine.' }], response)).toMatchObject([{ vendorMessage: 'Mine.' }]);
    const mixed = [{ is: 'delivered' }, refused] as const;
    expect(withVendorMessage(mixed, response)).toBe(mixed);
  });
});
