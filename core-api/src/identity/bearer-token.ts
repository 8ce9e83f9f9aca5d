import type { FastifyRequest } from 'fastify';
import { unauthorized } from '../http/problem.js';

/** How tokens of sites begin, so that people and secret scanners tell them from others. */
export const SITE_TOKEN_MARK = 'warp_site_';

/** @throws Problem 401 `token_required` */
export function bearerToken({ headers }: FastifyRequest): string {
  const token = /^Bearer ([\w.~+/-]+=*)$/i.exec(headers.authorization ?? '')?.[1];
  if (token === undefined) throw unauthorized('token_required', 'Send the access token as “Authorization: Bearer …”.');
  return token;
}
