import { describe, expect, it } from '@jest/globals';
import { ConfigurationError, HttpUnavailable, PermanentError, type DestinationPlugin, type HttpRequest, type HttpResponse } from '@warp/plugin-sdk';
import type { ServicesConfig } from '../../config/config.js';
import type { PluginHttpClient } from '../../plugins/http-client.js';
import { TokenEndpoint } from './token-endpoint.js';

const config = { publicUrl: 'https://warp.example', allowPrivateNetwork: false } as ServicesConfig;
const plugin = {
  oauth: { endpoints: () => ({ authorize: 'https://v.example/auth', token: 'https://v.example/token', revoke: 'https://v.example/revoke' }), scopes: [] },
} as unknown as DestinationPlugin;
const destination = { plugin, settings: { client_id: 'id', client_secret: 'a secret & more' } };
const TOKENS: HttpResponse = { status: 200, headers: {}, body: '{"access_token":"a"}' };

function endpoint(answer: HttpResponse | Error): { endpoint: TokenEndpoint; asked: HttpRequest[] } {
  const asked: HttpRequest[] = [];
  const http = {
    send: (request: HttpRequest) => {
      asked.push(request);
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  } as unknown as PluginHttpClient;
  return { endpoint: new TokenEndpoint(config, http), asked };
}

const formOf = ({ method, url, headers, body }: HttpRequest) => ({ method, url, type: headers?.['content-type'], form: Object.fromEntries(new URLSearchParams(body)) });
const FORM = 'application/x-www-form-urlencoded';

describe('a request for tokens', () => {
  it('by a code carries what RFC 6749, 4.1.3 and RFC 7636, 4.5 ask for', async () => {
    const { endpoint: token, asked } = endpoint(TOKENS);
    await token.exchange(destination, 'the code', 'the verifier');
    expect(asked.map(formOf)).toEqual([
      {
        method: 'POST',
        url: 'https://v.example/token',
        type: FORM,
        form: {
          grant_type: 'authorization_code',
          code: 'the code',
          redirect_uri: 'https://warp.example/api/oauth/callback',
          code_verifier: 'the verifier',
          client_id: 'id',
          client_secret: 'a secret & more',
        },
      },
    ]);
  });

  it('by a refresh token carries what RFC 6749, 6 asks for; a public client has no secret', async () => {
    const { endpoint: token, asked } = endpoint(TOKENS);
    await token.refresh({ plugin, settings: { client_id: 'id', client_secret: '' } }, 'the refresh token');
    expect(asked.map(formOf)).toEqual([{ method: 'POST', url: 'https://v.example/token', type: FORM, form: { grant_type: 'refresh_token', refresh_token: 'the refresh token', client_id: 'id' } }]);
  });

  it('that may not leave is a matter of settings, not of the events', async () => {
    const { endpoint: token } = endpoint(new PermanentError('private_address', 'This address is in a private network.'));
    await expect(token.refresh(destination, 'r')).rejects.toThrow(ConfigurationError);
  });

  it('without an answer is tried again', async () => {
    const { endpoint: token } = endpoint(new HttpUnavailable('timeout', 'Too late.'));
    await expect(token.refresh(destination, 'r')).rejects.toThrow(HttpUnavailable);
  });
});

describe('revoking', () => {
  it('ends the refresh token, else the access token (RFC 7009, 2.1)', async () => {
    const { endpoint: token, asked } = endpoint({ status: 200, headers: {}, body: '' });
    await token.revoke(destination, { accessToken: 'a', refreshToken: 'r', kept: {} });
    await token.revoke(destination, { accessToken: 'a', kept: {} });
    const client = { client_id: 'id', client_secret: 'a secret & more' };
    expect(asked.map(formOf)).toEqual([
      { method: 'POST', url: 'https://v.example/revoke', type: FORM, form: { token: 'r', token_type_hint: 'refresh_token', ...client } },
      { method: 'POST', url: 'https://v.example/revoke', type: FORM, form: { token: 'a', token_type_hint: 'access_token', ...client } },
    ]);
  });

  it.each<[string, HttpResponse | Error, boolean]>([
    ['confirmed', { status: 200, headers: {}, body: '' }, true],
    ['of a token that is not valid any more', { status: 400, headers: {}, body: '{"error":"invalid_token"}' }, true],
    ['refused', { status: 401, headers: {}, body: '{"error":"invalid_client"}' }, false],
    ['unanswered', new HttpUnavailable('timeout', 'Too late.'), false],
  ])('says whether it is %s', async (_, answer, revoked) => expect(await endpoint(answer).endpoint.revoke(destination, { accessToken: 'a', kept: {} })).toBe(revoked));
});
