import { OptionalProps } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { EventSelection } from './event-selection.js';

/** A place one site's events are delivered to. */
@Entity({ tableName: 'destinations' })
export class DestinationConfig {
  [OptionalProps]?:
    'id' | 'enabled' | 'settings' | 'secrets' | 'events' | 'status' | 'statusReason' | 'createdAt' | 'updatedAt';

  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string;

  @Property({ type: 'uuid', fieldName: 'site_id' })
  siteId!: string;

  /** Id of the plugin. */
  @Property({ type: 'string', length: 100 })
  plugin!: string;

  @Property({ type: 'string', length: 255 })
  name!: string;

  @Property({ type: 'boolean' })
  enabled = true;

  /** Without the secret ones. */
  @Property({ type: 'json' })
  settings: Record<string, unknown> = {};

  /** The secret settings, sealed. */
  @Property({ type: 'blob', nullable: true, hidden: true })
  secrets: Buffer | null = null;

  @Property({ type: 'json' })
  events: EventSelection = { mode: 'all' };

  /** `paused` by the delivery when credentials or set-up are wrong. */
  @Property({ type: 'string', length: 20 })
  status: 'active' | 'paused' = 'active';

  @Property({ type: 'text', fieldName: 'status_reason', nullable: true })
  statusReason: string | null = null;

  @Property({ type: 'Date', fieldName: 'created_at', defaultRaw: 'now()' })
  createdAt!: Date;

  @Property({ type: 'Date', fieldName: 'updated_at', defaultRaw: 'now()', onUpdate: () => new Date() })
  updatedAt!: Date;
}
