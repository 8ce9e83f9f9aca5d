import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { TenantDatabase } from '../database/tenant-database.js';
import { conflict, invalid, notFound } from '../problems/problem.js';
import { AuditLog } from './audit-log.js';
import type { TotpSetupResponse } from './auth.dto.js';
import { LoginLimits } from './login-limits.js';
import { passwordMatches } from './passwords.js';
import { type Principal, scopeOf } from './principal.js';
import { SecondFactor } from './second-factor.js';
import { User } from './user.entity.js';

/** A person sets up, turns on and turns off their own second factor. */
@Injectable()
export class TotpEnrolment {
  constructor(
    private readonly database: TenantDatabase,
    private readonly secondFactor: SecondFactor,
    private readonly limits: LoginLimits,
    private readonly auditLog: AuditLog,
  ) {}

  /** Makes a new secret; it is asked for at log-in only after `enable`. */
  async setUp(by: Principal): Promise<TotpSetupResponse> {
    return this.withUser(by, async (user) => {
      if (user.totpEnabledAt !== null) throw conflict('totp_enabled', 'The second factor is on: turn it off first.');
      const { sealed, secret, url } = this.secondFactor.enrol(user.email);
      user.totpSecret = sealed;
      return { secret, otpauth_url: url };
    });
  }

  async enable(by: Principal, totp: string): Promise<void> {
    await this.withUser(by, async (user, em) => {
      if (user.totpEnabledAt !== null) throw conflict('totp_enabled', 'The second factor is on already.');
      if (user.totpSecret === null) throw conflict('totp_not_set_up', 'Set the second factor up first.');
      if (!(await this.secondFactor.accepts(user, totp))) throw wrongCode();
      user.totpEnabledAt = new Date();
      await this.record(em, by, 'user.totp_enabled');
    });
  }

  /** Needs password and code: a stolen access token alone must not take the second factor away. */
  async disable(by: Principal, password: string, totp: string, ip: string): Promise<void> {
    await this.withUser(by, async (user, em) => {
      const attempt = { email: user.email.toLowerCase(), ip };
      await this.limits.countTry(attempt);
      if (!(await passwordMatches(user.passwordHash, password)))
        throw invalid([{ field: 'password', rule: 'wrong', message: 'The password is wrong.' }]);
      if (!(await this.secondFactor.accepts(user, totp))) throw wrongCode();
      await this.limits.forgive(attempt);
      user.totpSecret = null;
      user.totpEnabledAt = null;
      await this.record(em, by, 'user.totp_disabled');
    });
  }

  private withUser<T>(by: Principal, work: (user: User, em: EntityManager) => Promise<T>): Promise<T> {
    return this.database.entities(scopeOf(by), async (em) => {
      const user = await em.findOne(User, by.userId);
      if (user === null) throw notFound('user');
      return work(user, em);
    });
  }

  private record(em: EntityManager, by: Principal, action: string): Promise<void> {
    return this.auditLog.record(em, by, { agencyId: by.agencyId, action, targetType: 'user', targetId: by.userId });
  }
}

const wrongCode = () => invalid([{ field: 'totp', rule: 'wrong', message: 'The code is wrong or was used before.' }]);
