import { Injectable } from '@nestjs/common';
import { SystemDatabase } from '../database/system-database.js';
import { AuditLog } from '../identity/audit-log/audit-log.js';
import { notFound } from '../http/problem.js';
import { changedSiteConfig } from './check-site-config.js';
import { completeSiteConfig } from '../site-directory/complete-site-config.js';
import { checkedHosts } from './domain.js';
import { SiteDirectory } from '../site-directory/site-directory.js';
import type { SettingDifferences } from './wordpress-settings.dto.js';
import { type SettingsOfWordPress, SHARED_FIELDS, type SharedField } from '../database/entities/wordpress-report.js';
import { differencesOf, type SharedSite, withDeclined, withReport, withTaken } from './wordpress-settings.js';

/** In whose name a change is recorded. */
export interface ChangedBy {
  /** Null: a WordPress, by its token. */
  readonly userId: string | null;
  readonly tokenId?: string;
}

/** Keeps a site's settings and those of its WordPress in step. Whoever calls has checked that the site may be changed. */
@Injectable()
export class SharedSettings {
  constructor(
    private readonly database: SystemDatabase,
    private readonly directory: SiteDirectory,
    private readonly auditLog: AuditLog,
  ) {}

  /** Takes what a WordPress says of itself. @throws Problem 400 naming the field and the rule */
  report(siteId: string, settings: SettingsOfWordPress, by: ChangedBy): Promise<SettingDifferences> {
    const { domains, ...config } = settings;
    const given = Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined));
    changedSiteConfig({}, given, '');
    const reported: SettingsOfWordPress = { ...given, ...(domains && { domains: checkedHosts('domains', domains) }) };
    return this.change(siteId, by, (site) => withReport(site, reported, Date.now()));
  }

  settle(siteId: string, take: readonly SharedField[], keep: readonly SharedField[], by: ChangedBy): Promise<SettingDifferences> {
    return this.change(siteId, by, (site) => withDeclined(withTaken(site, take), keep));
  }

  private async change(siteId: string, by: ChangedBy, changed: (site: SharedSite) => SharedSite): Promise<SettingDifferences> {
    const site = await this.database.transaction(async (client) => {
      const { rows } = await client.query<SharedSite & { agency_id: string }>(
        'select agency_id, domain, domains, config, wordpress from sites where id = $1 for update',
        [siteId],
      );
      const before = rows[0];
      if (before === undefined) throw notFound('site');
      const after = changed(before);
      await client.query('update sites set domains = $2, config = $3, wordpress = $4, updated_at = now() where id = $1', [
        siteId,
        after.domains,
        JSON.stringify(after.config),
        JSON.stringify(after.wordpress),
      ]);
      const fields = changedFields(before, after);
      const { agency_id: agencyId } = before;
      const details = { fields, ...(by.tokenId !== undefined && { tokenId: by.tokenId }) };
      if (fields.length > 0) await this.auditLog.recordFor(client, by.userId, { agencyId, action: 'site.updated', targetType: 'site', targetId: siteId, details });
      return after;
    });
    await this.directory.announce(siteId);
    return differencesBody(site);
  }
}

export const differencesBody = (site: SharedSite): SettingDifferences => ({
  reported_at: site.wordpress?.reported_at ?? null,
  differences: [...differencesOf(site, completeSiteConfig(site.config))],
});

const changedFields = (before: SharedSite, after: SharedSite): readonly string[] =>
  SHARED_FIELDS.flatMap((field) => {
    const [was, is] = field === 'domains' ? [before.domains, after.domains] : [before.config[field], after.config[field]];
    return JSON.stringify(was) === JSON.stringify(is) ? [] : [field === 'domains' ? field : `config.${field}`];
  });
