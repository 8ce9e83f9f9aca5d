import { OptionalProps } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { SiteConfig } from './site-config.js';
import type { WordPressReport } from './wordpress-report.js';

export const SITE_STATUSES = ['active', 'paused', 'error'] as const;
export type SiteStatus = (typeof SITE_STATUSES)[number];

/** A client's website. */
@Entity({ tableName: 'sites' })
export class Site {
  [OptionalProps]?:
    'id' | 'domains' | 'status' | 'config' | 'wordpress' | 'previousSecret' | 'previousSecretUntil' | 'lastEventAt' | 'createdAt' | 'updatedAt';

  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string;

  @Property({ type: 'uuid', fieldName: 'agency_id' })
  agencyId!: string;

  @Property({ type: 'string', length: 255 })
  name!: string;

  @Property({ type: 'string', length: 255 })
  domain!: string;

  /** Further domains of the same site. */
  @Property({ type: 'string[]' })
  domains: string[] = [];

  /** Names the site in its pages; not a secret. */
  @Property({ type: 'string', fieldName: 'script_id', length: 50 })
  scriptId!: string;

  /** Sealed signing key of the site's proxy. */
  @Property({ type: 'blob', hidden: true })
  secret!: Buffer;

  /** The one before, which is accepted for a while after a change. */
  @Property({ type: 'blob', fieldName: 'previous_secret', nullable: true, hidden: true })
  previousSecret: Buffer | null = null;

  @Property({ type: 'Date', fieldName: 'previous_secret_until', nullable: true })
  previousSecretUntil: Date | null = null;

  @Property({ type: 'string', length: 20 })
  status: SiteStatus = 'active';

  @Property({ type: 'json' })
  config: Partial<SiteConfig> = {};

  /** What its WordPress says of itself; null: none has reported. */
  @Property({ type: 'json', nullable: true })
  wordpress: WordPressReport | null = null;

  @Property({ type: 'Date', fieldName: 'last_event_at', nullable: true })
  lastEventAt: Date | null = null;

  @Property({ type: 'Date', fieldName: 'created_at', defaultRaw: 'now()' })
  createdAt!: Date;

  @Property({ type: 'Date', fieldName: 'updated_at', defaultRaw: 'now()', onUpdate: () => new Date() })
  updatedAt!: Date;
}
