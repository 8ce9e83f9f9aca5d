import { Injectable } from '@nestjs/common';
import type { DestinationPlugin } from '@warp/plugin-sdk';
import { secretFields } from '@warp/plugin-sdk/host';
import { SystemDatabase } from '../../database/system-database.js';
import { type Connection, connectionOf, type ConnectionRow, withConnection } from '../accounts/connection.js';
import { PluginRegistry } from '../../plugins/plugin-registry.js';
import { KeyRing } from '../../secrets/key-ring.js';
import type { EventSelection } from '../../database/entities/event-selection.js';
import { clearSettings } from '../settings/destination-settings.js';

/** A destination ready to be sent to. */
export interface DestinationRuntime {
  readonly id: string;
  readonly siteId: string;
  readonly plugin: DestinationPlugin;
  /** With the secret ones in the clear; never logged. */
  readonly settings: Record<string, unknown>;
  /** Values to keep out of messages. */
  readonly secrets: readonly string[];
  readonly selection: EventSelection;
  /** The account it is connected to; null: none. */
  readonly connection: Connection | null;
  /** When the destination was last changed, as PostgreSQL writes it. */
  readonly changedAt: string;
}

type Row = { [Column in keyof ConnectionRow]: ConnectionRow[Column] | null } & {
  site_id: string;
  plugin: string;
  settings: Record<string, unknown>;
  secrets: Buffer | null;
  events: EventSelection;
  changed_at: string;
};

const SELECT_DESTINATION = `
  select d.site_id, d.plugin, d.settings, d.secrets, d.events, d.updated_at::text as changed_at, c.tokens, c.obtained_at, c.expires_at, c.problem
  from destinations d join sites s on s.id = d.site_id and s.deletion_id is null left join oauth_connections c on c.destination_id = d.id
  where d.id = $1`;

/** Loads destinations with their credentials. */
@Injectable()
export class DestinationRuntimes {
  constructor(
    private readonly database: SystemDatabase,
    private readonly registry: PluginRegistry,
    private readonly keyRing: KeyRing,
  ) {}

  /** @returns undefined when the destination, its site or its plugin is gone */
  async load(destinationId: string): Promise<DestinationRuntime | undefined> {
    const [row] = await this.database.query<Row>(SELECT_DESTINATION, [destinationId]);
    const plugin = row && this.registry.destination(row.plugin);
    if (row === undefined || plugin === undefined) return undefined;
    const settings = clearSettings(this.keyRing, plugin, { id: destinationId, settings: row.settings, secrets: row.secrets });
    const secrets = secretFields(plugin.settings).flatMap((name) => (typeof settings[name] === 'string' ? [settings[name]] : []));
    const runtime = { id: destinationId, siteId: row.site_id, plugin, settings, secrets, selection: row.events, connection: null, changedAt: row.changed_at };
    return isConnected(row) ? withConnection<DestinationRuntime>(runtime, connectionOf(this.keyRing, destinationId, row)) : runtime;
  }
}

const isConnected = (row: Row): row is Row & ConnectionRow => row.tokens !== null;
