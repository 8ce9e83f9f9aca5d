import { Injectable } from '@nestjs/common';
import { secretFields, type DestinationPlugin } from '@warp/plugin-sdk';
import { SystemDatabase } from '../database/system-database.js';
import { PluginRegistry } from '../plugins/plugin-registry.js';
import { KeyRing } from '../secrets/key-ring.js';
import type { EventSelection } from '../sites/destination-config.entity.js';
import { openSecrets } from '../sites/destination-settings.js';

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
}

interface Row {
  site_id: string;
  plugin: string;
  settings: Record<string, unknown>;
  secrets: Buffer | null;
  events: EventSelection;
}

/** Loads destinations with their credentials. */
@Injectable()
export class DestinationRuntimes {
  constructor(
    private readonly database: SystemDatabase,
    private readonly registry: PluginRegistry,
    private readonly keyRing: KeyRing,
  ) {}

  /** @returns undefined when the destination or its plugin is gone */
  async load(destinationId: string): Promise<DestinationRuntime | undefined> {
    const [row] = await this.database.query<Row>('select site_id, plugin, settings, secrets, events from destinations where id = $1', [destinationId]);
    const plugin = row && this.registry.destination(row.plugin);
    if (row === undefined || plugin === undefined) return undefined;
    const stored = { ...row.settings, ...openSecrets(this.keyRing, destinationId, row.secrets) };
    const settings = (plugin.migrate?.(stored) ?? stored) as Record<string, unknown>;
    const secrets = secretFields(plugin.settings).flatMap((name) => (typeof settings[name] === 'string' ? [settings[name]] : []));
    return { id: destinationId, siteId: row.site_id, plugin, settings, secrets, selection: row.events };
  }
}
