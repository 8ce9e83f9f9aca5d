import { createHash, randomBytes } from 'node:crypto';
import type { OAuth } from '@warp/plugin-sdk';

/** 256 random bits in 43 characters of the alphabet RFC 7636, 4.1 allows for a code verifier. */
export const randomToken = (): string => randomBytes(32).toString('base64url');

/** The challenge of a code verifier by the method S256 (RFC 7636, 4.2). */
export const challengeOf = (verifier: string): string => createHash('sha256').update(verifier, 'ascii').digest('base64url');

/** Where the owner's browser is sent to agree (RFC 6749, 4.1.1; RFC 7636, 4.3). The address keeps the query it has. */
export function authorizeUrl(
  { scopes, authorizeParams = {} }: Pick<OAuth<unknown>, 'scopes' | 'authorizeParams'>,
  endpoint: string,
  request: { readonly clientId: string; readonly redirectUri: string; readonly state: string; readonly verifier: string },
): string {
  const url = new URL(endpoint);
  const parameters = {
    ...authorizeParams,
    response_type: 'code',
    client_id: request.clientId,
    redirect_uri: request.redirectUri,
    ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
    state: request.state,
    code_challenge: challengeOf(request.verifier),
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}
