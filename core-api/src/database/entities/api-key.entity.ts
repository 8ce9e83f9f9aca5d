import { OptionalProps } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

export const API_KEY_SCOPE_NAMES = ['track', 'read', 'manage'] as const;
export type ApiKeyScope = (typeof API_KEY_SCOPE_NAMES)[number];

/** A key of an agency's own servers; only its hash is kept. */
@Entity({ tableName: 'api_keys' })
export class ApiKey {
  [OptionalProps]?: 'id' | 'siteId' | 'createdBy' | 'lastUsedAt' | 'revokedAt' | 'createdAt';

  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string;

  @Property({ type: 'uuid', fieldName: 'agency_id' })
  agencyId!: string;

  /** Null: every site of the agency. */
  @Property({ type: 'uuid', fieldName: 'site_id', nullable: true })
  siteId: string | null = null;

  @Property({ type: 'string', length: 255 })
  name!: string;

  /** The key's first characters, to tell keys apart. */
  @Property({ type: 'string', length: 16 })
  prefix!: string;

  @Property({ type: 'blob', fieldName: 'key_hash', hidden: true })
  keyHash!: Buffer;

  @Property({ type: 'string[]' })
  scopes!: ApiKeyScope[];

  @Property({ type: 'uuid', fieldName: 'created_by', nullable: true })
  createdBy: string | null = null;

  @Property({ type: 'Date', fieldName: 'last_used_at', nullable: true })
  lastUsedAt: Date | null = null;

  @Property({ type: 'Date', fieldName: 'revoked_at', nullable: true })
  revokedAt: Date | null = null;

  @Property({ type: 'Date', fieldName: 'created_at', defaultRaw: 'now()' })
  createdAt!: Date;
}
