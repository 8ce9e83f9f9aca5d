import { Inject, Injectable } from '@nestjs/common';
// Brings the types of `cookies`, `setCookie` and `clearCookie`.
import type {} from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG } from '../../config/config.module.js';
import type { ServicesConfig } from '../../config/config.js';
import { OAUTH_CALLBACK } from '../../plugins/plugin-oauth.js';
import { hashOf, PENDING_SECONDS } from './pending-connections.js';

/**
 * Ties a connection to the browser it was begun in (RFC 9700, 4.7): without it somebody could send another person to the vendor
 * and get that person's account connected to a destination of their own. `lax`, because the vendor sends the browser back.
 */
@Injectable()
export class BrowserCookie {
  private readonly options: { path: string; httpOnly: true; sameSite: 'lax'; secure: boolean };

  constructor(@Inject(CONFIG) config: ServicesConfig) {
    this.options = { path: OAUTH_CALLBACK, httpOnly: true, sameSite: 'lax', secure: config.publicUrl.startsWith('https:') };
  }

  read(request: FastifyRequest, state: string): string | undefined {
    return request.cookies[nameOf(state)];
  }

  write(reply: FastifyReply, state: string, token: string): void {
    void reply.setCookie(nameOf(state), token, { ...this.options, maxAge: PENDING_SECONDS });
  }

  clear(reply: FastifyReply, state: string): void {
    void reply.clearCookie(nameOf(state), this.options);
  }
}

/** One for each connection under way, so that two tabs do not disturb each other. */
const nameOf = (state: string): string => `warp_oauth_${hashOf(state).slice(0, 12)}`;
