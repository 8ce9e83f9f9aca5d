import { Injectable } from '@nestjs/common';
import { SystemDatabase } from '../database/system-database.js';
import type { Principal } from './principal.js';
import type { RoleName } from '../database/entities/user.entity.js';

/** A person as the log-in needs them. */
export interface Account {
  readonly id: string;
  readonly agencyId: string | null;
  readonly email: string;
  readonly name: string;
  readonly role: RoleName;
  readonly passwordHash: string;
  /** Sealed. */
  readonly totpSecret: Buffer | null;
  readonly totpEnabled: boolean;
  /** Or their agency is deleted. */
  readonly disabled: boolean;
  /** Tokens of an older one are over. */
  readonly tokenVersion: number;
}

const SELECT_ACCOUNT = `
  select id, agency_id as "agencyId", email, name, role, password_hash as "passwordHash", totp_secret as "totpSecret",
         totp_enabled_at is not null as "totpEnabled",
         disabled_at is not null or exists (select 1 from agencies a where a.id = users.agency_id and a.deletion_id is not null) as disabled,
         token_version as "tokenVersion"
  from users`;

/** Finds people before anybody is logged in, and what only the log-in may read of them. */
@Injectable()
export class Accounts {
  constructor(private readonly database: SystemDatabase) {}

  async findByEmail(email: string): Promise<Account | undefined> {
    const [account] = await this.database.query<Account>(`${SELECT_ACCOUNT} where lower(email) = lower($1)`, [email]);
    return account;
  }

  async find(userId: string): Promise<Account | undefined> {
    const [account] = await this.database.query<Account>(`${SELECT_ACCOUNT} where id = $1`, [userId]);
    return account;
  }

  async noteLogin(userId: string): Promise<void> {
    await this.database.query('update users set last_login_at = now() where id = $1', [userId]);
  }
}

export const principalOf = ({ id, agencyId, role }: Account): Principal => ({ userId: id, agencyId, role });
