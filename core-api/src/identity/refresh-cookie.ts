import { Inject, Injectable } from '@nestjs/common';
// Brings the types of `cookies`, `setCookie` and `clearCookie`.
import type {} from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG } from '../config/config.module.js';
import type { ServicesConfig } from '../config/config.js';
import { REFRESH_SECONDS } from './login-sessions.js';

const NAME = 'warp_refresh';

/** The cookie that carries the refresh token: out of reach of scripts, and sent to the log-in routes only. */
@Injectable()
export class RefreshCookie {
  private readonly options: { path: string; httpOnly: true; sameSite: 'strict'; secure: boolean };

  constructor(@Inject(CONFIG) config: ServicesConfig) {
    this.options = {
      path: '/api/auth',
      httpOnly: true,
      sameSite: 'strict',
      secure: config.publicUrl.startsWith('https:'),
    };
  }

  read(request: FastifyRequest): string | undefined {
    return request.cookies[NAME];
  }

  write(reply: FastifyReply, token: string): void {
    void reply.setCookie(NAME, token, { ...this.options, maxAge: REFRESH_SECONDS });
  }

  clear(reply: FastifyReply): void {
    void reply.clearCookie(NAME, this.options);
  }
}
