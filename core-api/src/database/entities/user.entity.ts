import { OptionalProps } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

export const ROLE_NAMES = ['super_admin', 'agency_admin', 'agency_manager', 'client_user'] as const;
export type RoleName = (typeof ROLE_NAMES)[number];

/** A person who may log in. Super admins belong to no agency. */
@Entity({ tableName: 'users' })
export class User {
  [OptionalProps]?:
    'id' | 'agencyId' | 'totpEnabledAt' | 'disabledAt' | 'lastLoginAt' | 'createdAt' | 'updatedAt';

  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string;

  @Property({ type: 'uuid', fieldName: 'agency_id', nullable: true })
  agencyId: string | null = null;

  @Property({ type: 'string', length: 320 })
  email!: string;

  @Property({ type: 'string', length: 255 })
  name!: string;

  @Property({ type: 'string', length: 32 })
  role!: RoleName;

  /** Written only: the people's role of the database may not read it. */
  @Property({ type: 'text', fieldName: 'password_hash', hidden: true, lazy: true })
  passwordHash!: string;

  @Property({ type: 'Date', fieldName: 'totp_enabled_at', nullable: true })
  totpEnabledAt: Date | null = null;

  /** A disabled person neither logs in nor refreshes a session. */
  @Property({ type: 'Date', fieldName: 'disabled_at', nullable: true })
  disabledAt: Date | null = null;

  @Property({ type: 'Date', fieldName: 'last_login_at', nullable: true })
  lastLoginAt: Date | null = null;

  @Property({ type: 'Date', fieldName: 'created_at', defaultRaw: 'now()' })
  createdAt!: Date;

  @Property({ type: 'Date', fieldName: 'updated_at', defaultRaw: 'now()', onUpdate: () => new Date() })
  updatedAt!: Date;
}
