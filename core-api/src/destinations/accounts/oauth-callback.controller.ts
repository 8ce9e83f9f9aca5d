import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../../identity/principal.js';
import { OAUTH_CALLBACK } from '../../plugins/plugin-oauth.js';
import { ApiProblems } from '../../http/problem.dto.js';
import { BrowserCookie } from './browser-cookie.js';
import { ConnectRefused } from './connect-refused.js';
import { type Callback, Connecting } from './connecting.js';
import { RESULT_PAGE_POLICY, resultPage } from './result-page.js';

/** The address carries the code: it must not be kept, nor passed on to where the page's link leads. */
const PRIVATE = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'content-security-policy': RESULT_PAGE_POLICY };

/** Where vendors send browsers back to. Nobody is logged in here: the state and the cookie say who began. */
@ApiTags('Destinations')
@ApiProblems()
@Public()
@Controller(OAUTH_CALLBACK)
export class OAuthCallbackController {
  constructor(
    private readonly connecting: Connecting,
    private readonly cookie: BrowserCookie,
  ) {}

  @Get()
  @ApiOperation({ summary: 'For vendors: finish connecting an account.' })
  @ApiOkResponse({ description: 'A page for the person; its status is 400 when nothing was connected.', content: { 'text/html': { schema: { type: 'string' } } } })
  async callback(@Query() query: Record<string, unknown>, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const callback = callbackOf(query);
    const browser = callback.state === undefined ? undefined : this.cookie.read(request, callback.state);
    if (callback.state !== undefined) this.cookie.clear(reply, callback.state);
    const { status, page } = await this.finish(callback, browser);
    await reply.code(status).headers(PRIVATE).type('text/html; charset=utf-8').send(page);
  }

  private async finish(callback: Callback, browser: string | undefined): Promise<{ status: number; page: string }> {
    try {
      const { name, siteId } = await this.connecting.finish(callback, browser);
      return { status: 200, page: resultPage({ title: `${name} is connected`, sentence: 'What waited for it is being sent now.', siteId }) };
    } catch (error) {
      if (!(error instanceof ConnectRefused)) throw error;
      return { status: 400, page: resultPage({ title: 'The account was not connected', sentence: error.message, siteId: error.siteId }) };
    }
  }
}

/** A parameter that comes twice is none (RFC 6749, 3.1). Vendors add others, which do not matter. */
function callbackOf(query: Readonly<Record<string, unknown>>): Callback {
  const text = (name: string): string | undefined => (typeof query[name] === 'string' && query[name] !== '' ? query[name] : undefined);
  return { state: text('state'), code: text('code'), error: text('error'), iss: text('iss') };
}
