import { ApiError, type Method, sendJson, type Transport } from './transport.js';
import type { LoggedIn, User } from './types.js';

/**
 * The dashboard's way to the core: an access token in memory, renewed through the HttpOnly cookie. Only one renewal runs at
 * a time: a refresh token used twice ends the log-in.
 */
export class SessionTransport implements Transport {
  private token: string | undefined;
  private renewal: Promise<User | undefined> | undefined;

  /** @param onEnd told when the log-in is over */
  constructor(private readonly onEnd: () => void) {}

  get accessToken(): string | undefined {
    return this.token;
  }

  async logIn(email: string, password: string, totp?: string): Promise<User> {
    return this.keep(await sendJson<LoggedIn>('POST', '/api/auth/login', { email, password, ...(totp ? { totp } : {}) }, {}));
  }

  async logOut(): Promise<void> {
    await sendJson('POST', '/api/auth/logout', {}, this.headers()).catch(() => undefined);
    this.token = undefined;
    this.onEnd();
  }

  /** @returns who is logged in; undefined: nobody */
  renew(): Promise<User | undefined> {
    this.renewal ??= sendJson<LoggedIn>('POST', '/api/auth/refresh', {}, {})
      .then((answer) => this.keep(answer))
      .catch((error: unknown) => {
        if (error instanceof ApiError && error.isUnreachable) throw error;
        this.token = undefined;
        return undefined;
      })
      .finally(() => (this.renewal = undefined));
    return this.renewal;
  }

  async request<T>(method: Method, path: string, body?: unknown): Promise<T> {
    try {
      return await sendJson<T>(method, path, body, this.headers());
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) throw error;
      if ((await this.renew()) === undefined) {
        this.onEnd();
        throw error;
      }
      return sendJson<T>(method, path, body, this.headers());
    }
  }

  private headers(): Record<string, string> {
    return this.token === undefined ? {} : { authorization: `Bearer ${this.token}` };
  }

  private keep({ access_token, user }: LoggedIn): User {
    this.token = access_token;
    return user;
  }
}
