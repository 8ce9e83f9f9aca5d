import { Injectable } from '@nestjs/common';
import { SystemDatabase } from '../../database/system-database.js';
import { openTokens } from '../../destinations/accounts/connection.js';
import { TokenEndpoint } from '../../destinations/accounts/token-endpoint.js';
import { PluginRegistry } from '../../plugins/plugin-registry.js';
import { KeyRing } from '../../secrets/key-ring.js';
import { clearSettings } from '../../destinations/settings/destination-settings.js';
import type { Lease, TenantStore } from './tenant-store.js';

interface Row {
  readonly id: string;
  readonly plugin: string;
  readonly settings: Record<string, unknown>;
  readonly secrets: Buffer | null;
  readonly tokens: Buffer;
}

/** Disconnects the accounts at vendors that destinations are connected to: afterwards nobody would know their tokens to end them. */
@Injectable()
export class VendorAccounts implements TenantStore {
  constructor(
    private readonly database: SystemDatabase,
    private readonly registry: PluginRegistry,
    private readonly keyRing: KeyRing,
    private readonly endpoint: TokenEndpoint,
  ) {}

  async erase({ deletion }: Lease): Promise<void> {
    const rows = await this.database.query<Row>(
      `select d.id, d.plugin, d.settings, d.secrets, c.tokens
       from oauth_connections c join destinations d on d.id = c.destination_id join sites s on s.id = d.site_id
       where ${deletion.subject === 'site' ? 's.id' : 's.agency_id'} = $1 order by d.id`,
      [deletion.subject_id],
    );
    for (const row of rows) {
      const confirmed = await this.revoke(row);
      await this.database.transaction(async (client) => {
        await client.query('delete from oauth_connections where destination_id = $1', [row.id]);
        await client.query(
          `update deletions set accounts = jsonb_build_object('disconnected', (accounts->>'disconnected')::int + 1, 'confirmed', (accounts->>'confirmed')::int + $2::int)
           where id = $1`,
          [deletion.id, confirmed ? 1 : 0],
        );
      });
    }
  }

  /** Once: a vendor that does not answer must not keep the data here. @returns whether the vendor says so */
  private async revoke({ id, plugin: pluginId, settings, secrets, tokens }: Row): Promise<boolean> {
    const plugin = this.registry.destination(pluginId);
    if (plugin === undefined) return false;
    try {
      return await this.endpoint.revoke({ plugin, settings: clearSettings(this.keyRing, plugin, { id, settings, secrets }) }, openTokens(this.keyRing, id, tokens));
    } catch {
      // Sealed by a key that is not in the ring any more.
      return false;
    }
  }
}
