import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** How the page and the token endpoint behave. `silent`: the token endpoint takes requests and never answers. */
export type ConnectMode = 'well' | 'broken' | 'silent' | 'foreign';

/** What the page asked for, kept with the code it gave. */
interface Grant {
  readonly challenge: string;
  readonly redirectUri: string;
}

/**
 * The core's page /connect/wordpress and its token endpoint: a person allows or declines, and a code is good once, for the redirect
 * URI and the verifier (RFC 7636, 4.6) it was asked for with.
 */
export class StandInConnect {
  /** Parameters of each visit to the page. */
  readonly asked: URLSearchParams[] = [];
  /** Tokens that were handed out and not taken back. */
  readonly tokens = new Set<string>();
  /** In place of its own address as `iss`. */
  issuer: string | undefined;
  mode: ConnectMode = 'well';
  private readonly grants = new Map<string, Grant>();

  constructor(
    private readonly core: () => string,
    private readonly site: { readonly script_id: string; readonly secret: string },
  ) {}

  /** @returns whether the request was one of these */
  async answer(request: IncomingMessage, response: ServerResponse, body: () => Promise<string>): Promise<boolean> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.core());
    if (pathname === '/connect/wordpress') this.page(searchParams, response);
    else if (pathname === '/connect/allow' || pathname === '/connect/decline') this.decide(pathname === '/connect/allow', searchParams, response);
    else if (pathname === '/api/oauth/token' && request.method === 'POST') await this.exchange(new URLSearchParams(await body()), request, response);
    else if (pathname === '/api/oauth/token' && request.method === 'DELETE') this.revoke(request, response);
    else return false;
    return true;
  }

  private page(question: URLSearchParams, response: ServerResponse): void {
    this.asked.push(question);
    const link = (path: string, label: string): string => `<p><a href="${path}?${question.toString().replaceAll('&', '&amp;')}">${label}</a></p>`;
    response.writeHead(200, { 'content-type': 'text/html' }).end(`<h1>Connect?</h1>${link('/connect/allow', 'Allow')}${link('/connect/decline', 'Decline')}`);
  }

  private decide(isAllowed: boolean, question: URLSearchParams, response: ServerResponse): void {
    const redirectUri = question.get('redirect_uri') ?? '';
    const back = new URL(redirectUri);
    const code = randomBytes(32).toString('base64url');
    if (isAllowed) this.grants.set(code, { challenge: question.get('code_challenge') ?? '', redirectUri });
    back.searchParams.set(isAllowed ? 'code' : 'error', isAllowed ? code : 'access_denied');
    back.searchParams.set('state', question.get('state') ?? '');
    back.searchParams.set('iss', this.issuer ?? this.core());
    response.writeHead(303, { location: back.href }).end();
  }

  private async exchange(form: URLSearchParams, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.mode === 'silent') return;
    if (this.mode === 'broken') return void response.writeHead(500).end();
    if (this.mode === 'foreign') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome</h1>');
    const code = form.get('code') ?? '';
    const grant = this.grants.get(code);
    this.grants.delete(code);
    const challenge = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url');
    const isRight =
      grant !== undefined &&
      request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true &&
      form.get('grant_type') === 'authorization_code' &&
      form.get('client_id') === 'wordpress' &&
      form.get('redirect_uri') === grant.redirectUri &&
      challenge === grant.challenge;
    if (!isRight) return void json(response, 400, { error: 'invalid_grant', code: 'invalid_grant' });
    const token = `warp_site_${randomBytes(32).toString('base64url')}`;
    this.tokens.add(token);
    json(response, 200, { access_token: token, token_type: 'Bearer', scope: 'read receipts', site_id: 's1', site_name: 'Shop', core: this.core(), ...this.site });
  }

  private revoke(request: IncomingMessage, response: ServerResponse): void {
    if (this.mode === 'silent') return;
    const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
    response.writeHead(this.tokens.delete(token) ? 204 : 401).end();
  }
}

const json = (response: ServerResponse, status: number, content: unknown): unknown =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
