import { describe, expect, it } from '@jest/globals';
import { authorizeUrl, challengeOf, randomToken } from './authorize-url.js';
import { endpointsOf } from './endpoints.js';
import { AccountError } from './account-error.js';

describe('PKCE', () => {
  it('makes the challenge of RFC 7636, appendix B', () => {
    expect(challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
  });

  it('has verifiers of the alphabet and length of its section 4.1, each another', () => {
    const tokens = Array.from({ length: 100 }, randomToken);
    expect(tokens.every((token) => /^[A-Za-z0-9._~-]{43,128}$/.test(token))).toBe(true);
    expect(new Set(tokens).size).toBe(100);
  });
});

describe('the address the owner is sent to', () => {
  const request = { clientId: 'id & co', redirectUri: 'https://warp.example/api/oauth/callback', state: 'S', verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk' };

  it('keeps its query, and lets nothing a plugin adds replace what protects the flow', () => {
    const url = authorizeUrl({ scopes: ['a', 'b:c'], authorizeParams: { access_type: 'offline', state: 'fixed', code_challenge_method: 'plain' } }, 'https://login.example/auth?tenant=1', request);
    expect(url).toBe(
      'https://login.example/auth?tenant=1&access_type=offline&state=S&code_challenge_method=S256&response_type=code&client_id=id+%26+co' +
        '&redirect_uri=https%3A%2F%2Fwarp.example%2Fapi%2Foauth%2Fcallback&scope=a+b%3Ac&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    );
  });

  it('asks for no scope when the plugin names none', () => {
    expect(new URL(authorizeUrl({ scopes: [] }, 'https://login.example/auth', request)).searchParams.has('scope')).toBe(false);
  });
});

describe('a plugin’s addresses', () => {
  const of = (authorize: string, token: string, revoke?: string, allowPlain = false) =>
    endpointsOf({ oauth: { endpoints: () => ({ authorize, token, ...(revoke === undefined ? {} : { revoke }) }), scopes: [] } }, {}, allowPlain);
  const SAFE = 'https://login.example';

  it.each([
    ['plain http to agree', 'http://login.example', SAFE],
    ['plain http for tokens', SAFE, 'http://login.example'],
    ['a script', 'javascript:alert(1)', SAFE],
    ['no address', 'undefined/authorize', SAFE],
    ['an empty one', SAFE, ''],
  ])('are refused: %s', (_, authorize, token) => expect(() => of(authorize, token)).toThrow(AccountError));

  it('may be plain in development', () => expect(of('http://127.0.0.1', 'http://127.0.0.1', undefined, true)).toEqual({ authorize: 'http://127.0.0.1', token: 'http://127.0.0.1' }));

  it('do without one for revoking that will not do', () => expect(of(SAFE, SAFE, 'http://login.example')).toEqual({ authorize: SAFE, token: SAFE }));

  it('are refused when the plugin throws', () => {
    const oauth = {
      endpoints: () => {
        throw new TypeError('bug');
      },
      scopes: [],
    };
    expect(() => endpointsOf({ oauth }, {}, false)).toThrow(AccountError);
  });
});
