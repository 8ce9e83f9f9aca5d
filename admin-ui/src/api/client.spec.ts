import { describe, expect, it } from '@jest/globals';
import { apiClient, bodyOf, type Send, sessionSend, wordPressSend } from './client.js';

const CORE = 'https://core.example';

const json = (body: object, status = 200): Response => new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

/** Answers in turn, and keeps what was asked. */
function answering(...answers: readonly Response[]): { readonly send: Send; readonly asked: string[] } {
  const left = [...answers];
  const asked: string[] = [];
  const send: Send = async (request) => {
    asked.push([request.method, request.url, request.headers.get('authorization') ?? '-', await request.text()].join(' ').trim());
    return left.shift()!;
  };
  return { send, asked };
}

function session(...tokens: string[]): { accessToken: string | undefined; ended: number; renew(): Promise<unknown>; end(): void } {
  return {
    accessToken: tokens.shift(),
    ended: 0,
    async renew() {
      this.accessToken = tokens.shift();
      return this.accessToken;
    },
    end() {
      this.ended++;
    },
  };
}

describe('the API’s client', () => {
  it('asks for a path of the document with its parameters, and gives its body', async () => {
    const { send, asked } = answering(json({ items: [{ event_type: 'purchase', events: 3 }] }));
    const body = await bodyOf(apiClient(send, CORE).GET('/api/analytics/sites/{id}/event-types', { params: { path: { id: 'a b' } } }));
    expect(body.items.map(({ event_type }) => event_type)).toEqual(['purchase']);
    expect(asked).toEqual(['GET https://core.example/api/analytics/sites/a%20b/event-types -']);
  });

  it('throws a problem with its code, sentence and fields', async () => {
    const errors = [{ field: 'name', rule: 'is_not_empty', message: 'name should not be empty.' }];
    const { send } = answering(json({ code: 'invalid_request', detail: 'The request is not valid.', errors }, 400));
    await expect(apiClient(send, CORE).POST('/api/agencies', { body: { name: '' } })).rejects.toMatchObject({ status: 400, code: 'invalid_request', message: 'The request is not valid.', errors });
  });

  it('throws `unreachable` when there is no answer, and an error for one that is no JSON', async () => {
    await expect(apiClient(() => Promise.reject(new TypeError('fetch failed')), CORE).GET('/api/sites')).rejects.toMatchObject({ status: 0, code: 'unreachable' });
    const { send } = answering(new Response('<h1>Bad gateway</h1>', { status: 502 }));
    await expect(apiClient(send, CORE).GET('/api/sites')).rejects.toMatchObject({ status: 502, code: 'error' });
  });
});

describe('the dashboard’s way', () => {
  it('sends the access token along', async () => {
    const { send, asked } = answering(json({ items: [] }));
    await apiClient(sessionSend(session('t1'), send), CORE).GET('/api/plugins');
    expect(asked).toEqual(['GET https://core.example/api/plugins Bearer t1']);
  });

  it('renews a token that is over, and sends the same body again', async () => {
    const { send, asked } = answering(json({ code: 'invalid_token' }, 401), json({ id: 'x' }, 201));
    const login = session('old', 'new');
    await apiClient(sessionSend(login, send), CORE).POST('/api/agencies', { body: { name: 'A' } });
    expect(asked).toEqual(['POST https://core.example/api/agencies Bearer old {"name":"A"}', 'POST https://core.example/api/agencies Bearer new {"name":"A"}']);
    expect(login.ended).toBe(0);
  });

  it('ends the log-in when it cannot be renewed', async () => {
    const { send, asked } = answering(json({ code: 'invalid_token', detail: 'Log in.' }, 401));
    const login = session('old');
    await expect(apiClient(sessionSend(login, send), CORE).GET('/api/sites')).rejects.toMatchObject({ status: 401, code: 'invalid_token' });
    expect([login.ended, asked.length]).toEqual([1, 1]);
  });
});

describe('wp-admin’s way', () => {
  it('asks the plugin’s route for the core’s', async () => {
    const asked: object[] = [];
    const api = apiClient(
      wordPressSend((options) => {
        asked.push(options);
        return Promise.resolve(json({ days: [] }));
      }, '/qx7/v1'),
      CORE,
    );
    await expect(bodyOf(api.GET('/api/site/loss', { params: { query: { from: '2026-11-01' } } }))).resolves.toEqual({ days: [] });
    expect(asked).toEqual([{ method: 'GET', path: '/qx7/v1/loss?from=2026-11-01', parse: false }]);
  });

  it('throws what WordPress says in its own form', async () => {
    const refused = json({ code: 'rest_forbidden', message: 'Sorry, you are not allowed to do that.', data: { status: 403 } }, 403);
    // As `apiFetch` throws it: the answer itself, which is no Error.
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
    const apiFetch = async (): Promise<Response> => Promise.reject(refused);
    await expect(apiClient(wordPressSend(apiFetch, '/qx7/v1'), CORE).GET('/api/site/health')).rejects.toMatchObject({ status: 403, code: 'rest_forbidden', message: 'Sorry, you are not allowed to do that.' });
  });
});
