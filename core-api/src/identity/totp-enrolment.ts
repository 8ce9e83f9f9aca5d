import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import { SystemDatabase } from '../database/system-database.js';
import { conflict, invalid, notFound } from '../http/problem.js';
import { type Account, Accounts } from './accounts.js';
import { AuditLog } from './audit-log/audit-log.js';
import type { TotpSetupResponse } from './auth.dto.js';
import { LoginLimits } from './login-limits.js';
import { passwordMatches } from './passwords.js';
import type { Principal } from './principal.js';
import { SecondFactor } from './second-factor.js';

/** A person sets up, turns on and turns off their own second factor. Its secret is out of reach for the people's role of the database. */
@Injectable()
export class TotpEnrolment {
  constructor(
    private readonly database: SystemDatabase,
    private readonly accounts: Accounts,
    private readonly secondFactor: SecondFactor,
    private readonly limits: LoginLimits,
    private readonly auditLog: AuditLog,
  ) {}

  /** Makes a new secret; it is asked for at log-in only after `enable`. */
  async setUp(by: Principal): Promise<TotpSetupResponse> {
    const account = await this.accountOf(by);
    if (account.totpEnabled) throw enabled('The second factor is on: turn it off first.');
    const { sealed, secret, url } = this.secondFactor.enrol(account.email);
    const rows = await this.database.query('update users set totp_secret = $2 where id = $1 and totp_enabled_at is null returning id', [by.userId, sealed]);
    if (rows.length === 0) throw enabled('The second factor is on: turn it off first.');
    return { secret, otpauth_url: url };
  }

  async enable(by: Principal, totp: string): Promise<void> {
    const account = await this.accountOf(by);
    if (account.totpEnabled) throw enabled('The second factor is on already.');
    if (account.totpSecret === null) throw conflict('totp_not_set_up', 'Set the second factor up first.');
    if (!(await this.secondFactor.accepts(account, totp))) throw wrongCode();
    await this.store(account, 'user.totp_enabled', (client) =>
      client.query('update users set totp_enabled_at = now() where id = $1 and totp_secret = $2', [account.id, account.totpSecret]),
    );
  }

  /** Needs password and code: a stolen access token alone must not take the second factor away. */
  async disable(by: Principal, password: string, totp: string, ip: string): Promise<void> {
    const account = await this.accountOf(by);
    const attempt = { email: account.email.toLowerCase(), ip };
    await this.limits.countTry(attempt);
    if (!(await passwordMatches(account.passwordHash, password)))
      throw invalid([{ field: 'password', rule: 'wrong', message: 'The password is wrong.' }]);
    if (!(await this.secondFactor.accepts(account, totp))) throw wrongCode();
    await this.limits.forgive(attempt);
    await this.store(account, 'user.totp_disabled', (client) =>
      client.query('update users set totp_secret = null, totp_enabled_at = null where id = $1', [account.id]),
    );
  }

  private async accountOf(by: Principal): Promise<Account> {
    const account = await this.accounts.find(by.userId);
    if (account === undefined) throw notFound('user');
    return account;
  }

  private store({ id, agencyId }: Account, action: string, update: (client: pg.PoolClient) => Promise<unknown>): Promise<void> {
    return this.database.transaction(async (client) => {
      await update(client);
      await this.auditLog.recordFor(client, id, { agencyId, action, targetType: 'user', targetId: id });
    });
  }
}

const enabled = (sentence: string) => conflict('totp_enabled', sentence);
const wrongCode = () => invalid([{ field: 'totp', rule: 'wrong', message: 'The code is wrong or was used before.' }]);
