import { RolesAndTenancy } from './0001-roles-and-tenancy.js';
import { Sites } from './0002-sites.js';
import { EventsAndSessions } from './0003-events-and-sessions.js';
import { RollupsAndCompanies } from './0004-rollups-and-companies.js';
import { Delivery } from './0005-delivery.js';
import { AuditLog } from './0006-audit-log.js';
import { SessionsOfUsers } from './0007-sessions-of-users.js';
import { OAuthConnections } from './0008-oauth-connections.js';
import { Enrichments } from './0009-enrichments.js';
import { SiteAccess } from './0010-site-access.js';
import { ClaimsOfDeliveries } from './0011-claims-of-deliveries.js';
import { ReplaysOfDeliveries } from './0012-replays-of-deliveries.js';
import { DataQuality } from './0013-data-quality.js';
import { SumsWithoutBounds } from './0015-sums-without-bounds.js';
import { ProofOfEvents } from './0016-proof-of-events.js';
import { PersonalDataAtRest } from './0017-personal-data-at-rest.js';
import { EndedAccess } from './0021-ended-access.js';
import { WritesByRight } from './0022-writes-by-right.js';
import { ReportsOfServers } from './0025-reports-of-servers.js';
import { CountriesOfSites } from './0026-countries-of-sites.js';
import { SettingsOfWordPress } from './0027-settings-of-wordpress.js';

/** In the order they run. A released one is never edited. */
export const MIGRATIONS = [
  { name: '0001-roles-and-tenancy', class: RolesAndTenancy },
  { name: '0002-sites', class: Sites },
  { name: '0003-events-and-sessions', class: EventsAndSessions },
  { name: '0004-rollups-and-companies', class: RollupsAndCompanies },
  { name: '0005-delivery', class: Delivery },
  { name: '0006-audit-log', class: AuditLog },
  { name: '0007-sessions-of-users', class: SessionsOfUsers },
  { name: '0008-oauth-connections', class: OAuthConnections },
  { name: '0009-enrichments', class: Enrichments },
  { name: '0010-site-access', class: SiteAccess },
  { name: '0011-claims-of-deliveries', class: ClaimsOfDeliveries },
  { name: '0012-replays-of-deliveries', class: ReplaysOfDeliveries },
  { name: '0013-data-quality', class: DataQuality },
  { name: '0015-sums-without-bounds', class: SumsWithoutBounds },
  { name: '0016-proof-of-events', class: ProofOfEvents },
  { name: '0017-personal-data-at-rest', class: PersonalDataAtRest },
  { name: '0021-ended-access', class: EndedAccess },
  { name: '0022-writes-by-right', class: WritesByRight },
  { name: '0025-reports-of-servers', class: ReportsOfServers },
  { name: '0026-countries-of-sites', class: CountriesOfSites },
  { name: '0027-settings-of-wordpress', class: SettingsOfWordPress },
];
