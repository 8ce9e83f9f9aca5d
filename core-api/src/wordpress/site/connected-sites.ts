import { Injectable } from '@nestjs/common';
import { CORE_VERSION } from '../../config/core-version.js';
import { SystemDatabase } from '../../database/system-database.js';
import { TenantDatabase } from '../../database/tenant-database.js';
import { AuditLog } from '../../identity/audit-log/audit-log.js';
import { readDestinationHealth } from '../../monitoring/destination-health.js';
import { notFound } from '../../http/problem.js';
import { Metrics } from '../../metrics/query/port.js';
import { changedSiteConfig } from '../../sites/check-site-config.js';
import { completeSiteConfig } from '../../site-directory/complete-site-config.js';
import { DestinationConfig } from '../../database/entities/destination-config.entity.js';
import { findSite } from '../../site-directory/find-site.js';
import { differencesBody } from '../../sites/shared-settings.js';
import type { SiteConfig } from '../../database/entities/site-config.js';
import { SiteDirectory } from '../../site-directory/site-directory.js';
import { DestinationStates } from '../../destinations/state/destination-states.js';
import { SiteStates } from '../../sites/state/site-states.js';
import { type SiteTokenHolder, tenantScopeOf } from '../tokens/site-tokens.js';
import type { ConnectedSiteResponse } from './site.dto.js';

/** A site as its WordPress sees it. */
@Injectable()
export class ConnectedSites {
  constructor(
    private readonly tenants: TenantDatabase,
    private readonly system: SystemDatabase,
    private readonly directory: SiteDirectory,
    private readonly auditLog: AuditLog,
    private readonly destinationStates: DestinationStates,
    private readonly siteStates: SiteStates,
    private readonly metrics: Metrics,
  ) {}

  async read(holder: SiteTokenHolder): Promise<ConnectedSiteResponse> {
    const scope = tenantScopeOf(holder);
    const { site, destinations } = await this.tenants.entities(scope, async (em) => {
      const found = await findSite(em, holder.siteId);
      return {
        site: found,
        destinations: await em.find(DestinationConfig, { siteId: found.id }, { orderBy: { createdAt: 'asc', id: 'asc' } }),
      };
    });
    const health = await this.tenants.sql(
      scope,
      async (client) => new Map((await readDestinationHealth(client, this.destinationStates)).map((figures) => [figures.destination_id, figures])),
    );
    const state = (await this.siteStates.of(scope, [site.id])).get(site.id);
    const today = await this.metrics.read(scope, (reader) => reader.today([site.id], Date.now(), ['events']));
    if (state === undefined) throw notFound('site');
    return {
      site_id: site.id,
      name: site.name,
      domains: [site.domain, ...site.domains],
      status: site.status,
      state: state.state,
      state_reason: state.reason,
      script_id: site.scriptId,
      last_event_at: site.lastEventAt?.toISOString() ?? null,
      events_today: today.get(site.id)?.events ?? 0,
      config: completeSiteConfig(site.config),
      settings: differencesBody(site),
      destinations: destinations.flatMap(({ id, plugin, name, enabled, status, statusReason }) => {
        const figures = health.get(id);
        if (figures === undefined) return [];
        const { last_success_at, success_rate, state: how, state_reason } = figures;
        return { id, plugin, name, enabled, status, status_reason: statusReason, state: how, state_reason, last_success_at: last_success_at?.toISOString() ?? null, success_rate };
      }),
      core_version: CORE_VERSION,
    };
  }

  /** @throws Problem 400 naming what is no network */
  async changeTrustedProxies({ siteId, agencyId, tokenId }: SiteTokenHolder, trustedProxies: readonly string[]): Promise<SiteConfig> {
    const config = await this.system.transaction(async (client) => {
      const { rows } = await client.query<{ config: Record<string, unknown> }>('select config from sites where id = $1 for update', [siteId]);
      if (rows[0] === undefined) throw notFound('site');
      const changed = changedSiteConfig(rows[0].config, { trusted_proxies: trustedProxies }, '');
      await client.query('update sites set config = $2, updated_at = now() where id = $1', [siteId, JSON.stringify(changed)]);
      const details = { fields: ['config.trusted_proxies'], tokenId };
      await this.auditLog.recordFor(client, null, { agencyId, action: 'site.updated', targetType: 'site', targetId: siteId, details });
      return changed;
    });
    await this.directory.announce(siteId);
    return completeSiteConfig(config);
  }
}
