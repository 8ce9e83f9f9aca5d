import { Injectable } from '@nestjs/common';
import { unauthorized } from '../http/problem.js';
import { type Account, Accounts, principalOf } from './accounts.js';
import type { SessionResponse, SessionUser } from './auth.dto.js';
import { ACCESS_SECONDS, Authenticator } from './authenticator.js';
import { LoginLimits } from './login-limits.js';
import { type Device, LoginSessions, sessionOver } from './login-sessions.js';
import { passwordMatches } from './passwords.js';
import { SecondFactor } from './second-factor.js';

export interface Credentials {
  readonly email: string;
  readonly password: string;
  readonly totp?: string | undefined;
}

/** What a log-in or a refresh gives: the answer's body, and the cookie's value. */
export interface OpenedSession {
  readonly body: SessionResponse;
  readonly refreshToken: string;
}

/** Opens and renews the sessions of people. */
@Injectable()
export class Login {
  constructor(
    private readonly accounts: Accounts,
    private readonly authenticator: Authenticator,
    private readonly sessions: LoginSessions,
    private readonly limits: LoginLimits,
    private readonly secondFactor: SecondFactor,
  ) {}

  /** @throws Problem 401 `invalid_credentials` or `totp_required`, 429 `too_many_attempts`. */
  async logIn({ email, password, totp }: Credentials, device: Device): Promise<OpenedSession> {
    const attempt = { email: email.toLowerCase(), ip: device.ip };
    await this.limits.countTry(attempt);
    const account = await this.accounts.findByEmail(email);
    const matches = await passwordMatches(account?.passwordHash, password);
    if (account === undefined || !matches || account.disabled) throw invalidCredentials();
    if (account.totpEnabled) await this.demandSecondFactor(account, totp, attempt);
    const session = await this.sessions.start(account, device);
    if (session === undefined) throw invalidCredentials();
    await this.limits.forgive(attempt);
    await this.accounts.noteLogin(account.id);
    return { refreshToken: session.token, body: await this.bodyFor(account, session.sessionId) };
  }

  /** @throws Problem 401 `invalid_refresh_token`. */
  async refresh(refreshToken: string): Promise<OpenedSession> {
    const { userId, sessionId, token } = await this.sessions.rotate(refreshToken);
    const account = await this.accounts.find(userId);
    if (account === undefined || account.disabled) {
      await this.sessions.endAll(userId);
      throw sessionOver();
    }
    return { refreshToken: token, body: await this.bodyFor(account, sessionId) };
  }

  /** A new access token for a log-in that goes on. */
  async bodyFor(account: Account, sessionId: string): Promise<SessionResponse> {
    const access_token = await this.authenticator.issueAccessToken({ ...principalOf(account), session: { id: sessionId, version: account.tokenVersion } });
    return { access_token, token_type: 'Bearer', expires_in: ACCESS_SECONDS, user: sessionUser(account) };
  }

  private async demandSecondFactor(account: Account, totp: string | undefined, attempt: { email: string; ip: string }): Promise<void> {
    if (totp === undefined) {
      // Who knows the password and was only not asked for the code yet made no wrong try.
      await this.limits.forgive(attempt);
      throw unauthorized('totp_required', 'Send the six digits of the authenticator app as “totp”.');
    }
    await this.limits.countCode(attempt);
    if (!(await this.secondFactor.accepts(account, totp))) throw invalidCredentials();
    await this.limits.forgiveCode(attempt);
  }
}

export const sessionUser = ({ id, email, name, role, agencyId }: Account): SessionUser => ({
  id,
  email,
  name,
  role,
  agency_id: agencyId,
});

/** One answer for every reason, so that it tells nobody which e-mail addresses exist. */
const invalidCredentials = () => unauthorized('invalid_credentials', 'E-mail, password or code is wrong.');
