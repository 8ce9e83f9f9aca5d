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
import { CompaniesAndVendorMessages } from './0023-companies-and-vendor-messages.js';

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
  { name: '0023-companies-and-vendor-messages', class: CompaniesAndVendorMessages },
];
