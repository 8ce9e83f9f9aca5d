import { Injectable } from '@nestjs/common';
import { unauthorized } from '../problems/problem.js';
import { type Account, Accounts, principalOf } from './accounts.js';
import type { SessionResponse, SessionUser } from './auth.dto.js';
import { ACCESS_SECONDS, Authenticator } from './authenticator.js';
import { LoginLimits } from './login-limits.js';
import { passwordMatches } from './passwords.js';
import { SecondFactor } from './second-factor.js';
import { Sessions } from './sessions.js';

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

/** Opens, renews and ends the sessions of people. */
@Injectable()
export class Login {
  constructor(
    private readonly accounts: Accounts,
    private readonly authenticator: Authenticator,
    private readonly sessions: Sessions,
    private readonly limits: LoginLimits,
    private readonly secondFactor: SecondFactor,
  ) {}

  /** @throws Problem 401 `invalid_credentials` or `totp_required`, 429 `too_many_attempts`. */
  async logIn({ email, password, totp }: Credentials, ip: string): Promise<OpenedSession> {
    const attempt = { email: email.toLowerCase(), ip };
    await this.limits.countTry(attempt);
    const account = await this.accounts.findByEmail(email);
    const matches = await passwordMatches(account?.passwordHash, password);
    if (account === undefined || !matches || account.disabled) throw invalidCredentials();
    if (account.totpEnabled) await this.demandSecondFactor(account, totp);
    await this.limits.forgive(attempt);
    await this.accounts.noteLogin(account.id);
    return this.open(account, await this.sessions.start(account.id));
  }

  /** @throws Problem 401 `invalid_refresh_token`. */
  async refresh(refreshToken: string): Promise<OpenedSession> {
    const { userId, token } = await this.sessions.rotate(refreshToken);
    const account = await this.accounts.find(userId);
    if (account === undefined || account.disabled) {
      await this.sessions.endAll(userId);
      throw unauthorized('invalid_refresh_token', 'The session is over: log in again.');
    }
    return this.open(account, token);
  }

  private async demandSecondFactor(account: Account, totp: string | undefined): Promise<void> {
    if (totp === undefined)
      throw unauthorized('totp_required', 'Send the six digits of the authenticator app as “totp”.');
    if (!(await this.secondFactor.accepts(account, totp))) throw invalidCredentials();
  }

  private async open(account: Account, refreshToken: string): Promise<OpenedSession> {
    const access_token = await this.authenticator.issueAccessToken(principalOf(account));
    return {
      refreshToken,
      body: { access_token, token_type: 'Bearer', expires_in: ACCESS_SECONDS, user: sessionUser(account) },
    };
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
