import { describe, expect, it } from '@jest/globals';
import { outcomeOfError, type HttpResponse } from '@warp/plugin-sdk';
import { readTokenAnswer } from './token-answer.js';

const NOW = Date.parse('2026-11-23T12:00:00Z');
const answer = (status: number, body: unknown, headers: Record<string, string> = {}): HttpResponse => ({ status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) });
const read = (response: HttpResponse) => readTokenAnswer(response, ['instance_url', 'hub_id'], NOW);

describe('an answer with tokens', () => {
  it.each([
    // RFC 6749, 5.1.
    [
      'as the RFC has it',
      { access_token: '2YotnFZFEjr1zCsicMWpAA', token_type: 'Bearer', expires_in: 3600, refresh_token: 'tGzv3JOkF0XG5Qx2TlKWIA', scope: 'a b' },
      { tokens: { accessToken: '2YotnFZFEjr1zCsicMWpAA', refreshToken: 'tGzv3JOkF0XG5Qx2TlKWIA', kept: {} }, scopes: ['a', 'b'], obtainedAt: NOW, expiresAt: NOW + 3_600_000 },
    ],
    [
      'of Salesforce, which says no life and its instance',
      { access_token: '00Dx', instance_url: 'https://x.my.salesforce.com', id: 'https://login.salesforce.com/id/1', issued_at: '1708058728442', token_type: 'Bearer' },
      { tokens: { accessToken: '00Dx', kept: { instance_url: 'https://x.my.salesforce.com' } }, scopes: null, obtainedAt: NOW, expiresAt: null },
    ],
    ['with a life in text', { access_token: 'a', token_type: 'bearer', expires_in: '60' }, { tokens: { accessToken: 'a', kept: {} }, scopes: null, obtainedAt: NOW, expiresAt: NOW + 60_000 }],
    ['with a life without end', { access_token: 'a', expires_in: 1e300 }, { tokens: { accessToken: 'a', kept: {} }, scopes: null, obtainedAt: NOW, expiresAt: null }],
    ['with a life that is none', { access_token: 'a', expires_in: 'soon' }, { tokens: { accessToken: 'a', kept: {} }, scopes: null, obtainedAt: NOW, expiresAt: null }],
    ['with a kept number', { access_token: 'a', hub_id: 62515 }, { tokens: { accessToken: 'a', kept: { hub_id: 62515 } }, scopes: null, obtainedAt: NOW, expiresAt: null }],
    ['with kept fields that are no settings', { access_token: 'a', hub_id: { x: 1 }, instance_url: null }, { tokens: { accessToken: 'a', kept: {} }, scopes: null, obtainedAt: NOW, expiresAt: null }],
  ])('%s', (_, body, granted) => expect(read(answer(200, body))).toEqual(granted));
});

describe('an answer without', () => {
  const of = (response: HttpResponse) => {
    try {
      return read(response);
    } catch (error) {
      return outcomeOfError(error);
    }
  };

  it.each<[string, HttpResponse, object]>([
    ['an ended grant', answer(400, { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' }), { is: 'configuration', code: 'account_ended' }],
    ['a refused client', answer(401, { error: 'invalid_client' }), { is: 'configuration', code: 'account_client_refused' }],
    ['a client that may not', answer(400, { error: 'unauthorized_client' }), { is: 'configuration', code: 'account_client_refused' }],
    ['an error under status 200', answer(200, { error: 'invalid_grant' }), { is: 'configuration', code: 'account_ended' }],
    ['an error of HubSpot’s older interface', answer(400, { status: 'BAD_REFRESH_TOKEN', message: 'missing or invalid refresh token' }), { is: 'configuration', code: 'account_refused' }],
    ['a redirect', answer(302, '', { location: 'https://elsewhere.example' }), { is: 'configuration', code: 'account_refused' }],
    ['a page that is not there', answer(404, '<html>'), { is: 'configuration', code: 'account_refused' }],
    ['a fault of the server', answer(500, '<html>'), { is: 'transient', code: 'token_endpoint_down' }],
    ['a fault by its own word', answer(400, { error: 'temporarily_unavailable' }), { is: 'transient', code: 'token_endpoint_down' }],
    ['nonsense', answer(200, 'access_token=a&scope=b'), { is: 'transient', code: 'token_answer_unreadable' }],
    ['another kind of token', answer(200, { access_token: 'a', token_type: 'mac' }), { is: 'transient', code: 'token_answer_unreadable' }],
    ['a list', answer(200, '[]'), { is: 'transient', code: 'token_answer_unreadable' }],
    ['a request to wait', answer(429, '', { 'retry-after': '7' }), { is: 'throttled', retryAfterMs: 7_000 }],
  ])('means something: %s', (_, response, outcome) => expect(of(response)).toMatchObject(outcome));

  it('gives none of its words away', () => {
    for (const status of [200, 400, 401, 500])
      expect(JSON.stringify(of(answer(status, { error: 'a-secret', error_description: 'a-secret', access_token: status === 200 ? '' : 'a-secret' })))).not.toContain('a-secret');
    expect(JSON.stringify(of(answer(200, '{"access_token":"a-secret"')))).not.toContain('a-secret');
  });
});
