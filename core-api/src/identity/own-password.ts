import { Injectable } from '@nestjs/common';
import { SystemDatabase } from '../database/system-database.js';
import { conflict, invalid } from '../http/problem.js';
import { Revocations } from '../revocations/revocations.js';
import { type Account, Accounts } from './accounts.js';
import { AuditLog } from './audit-log/audit-log.js';
import type { PersonPrincipal } from './authenticator.js';
import { LoginLimits } from './login-limits.js';
import { hashPassword, passwordMatches } from './passwords.js';

/** A person changes their own password. */
@Injectable()
export class OwnPassword {
  constructor(
    private readonly database: SystemDatabase,
    private readonly accounts: Accounts,
    private readonly limits: LoginLimits,
    private readonly auditLog: AuditLog,
    private readonly revocations: Revocations,
  ) {}

  /**
   * Ends every access token and every log-in but the one it is done in, which needs a new access token.
   * @throws Problem 400 when the current one is wrong or the new one the same, 429 after too many wrong tries
   */
  async change(by: PersonPrincipal, current: string, next: string, ip: string): Promise<Account> {
    const account = await this.accounts.find(by.userId);
    if (account === undefined) throw gone();
    const attempt = { email: account.email.toLowerCase(), ip };
    await this.limits.countTry(attempt);
    if (!(await passwordMatches(account.passwordHash, current)))
      throw invalid([{ field: 'current_password', rule: 'wrong', message: 'The current password is wrong.' }]);
    await this.limits.forgive(attempt);
    if (current === next) throw invalid([{ field: 'new_password', rule: 'different', message: 'The new password must differ from the current one.' }]);
    await this.store(by, account, await hashPassword(next));
    await this.revocations.announce();
    return (await this.accounts.find(by.userId)) ?? account;
  }

  private store(by: PersonPrincipal, { passwordHash, agencyId }: Account, next: string): Promise<void> {
    return this.database.transaction(async (client) => {
      await client.query(`select set_config('warp.keep_session', $1, true)`, [by.session.id]);
      const { rowCount } = await client.query('update users set password_hash = $3, updated_at = now() where id = $1 and password_hash = $2', [
        by.userId,
        passwordHash,
        next,
      ]);
      if (rowCount === 0) throw gone();
      await this.auditLog.recordFor(client, by.userId, { agencyId, action: 'user.password_changed', targetType: 'user', targetId: by.userId });
    });
  }
}

const gone = () => conflict('account_changed', 'The account was changed meanwhile: log in again.');
