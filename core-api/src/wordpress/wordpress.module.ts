import { Module } from '@nestjs/common';
import { AnalyticsModule } from '../analytics/analytics.module.js';
import { CompaniesModule } from '../companies/companies.module.js';
import { SourcesModule } from '../enrichment/enrichment.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { ErasureModule } from '../privacy/erasure.module.js';
import { MetricsModule } from '../metrics/metrics.module.js';
import { SitesModule } from '../sites/sites.module.js';
import { DestinationsModule } from '../destinations/destinations.module.js';
import { PluginsModule } from '../plugins/plugins.module.js';
import { SiteDirectoryModule } from '../site-directory/site-directory.module.js';
import { AuthorizationCodes } from './connect/authorization-codes.js';
import { Authorizations } from './connect/authorizations.js';
import { AuthorizationsController } from './connect/authorizations.controller.js';
import { TokenController } from './connect/token.controller.js';
import { TokenExchange } from './connect/token-exchange.js';
import { Connections } from './connections/connections.js';
import { ConnectionsController } from './connections/connections.controller.js';
import { ClientAddressController } from './site/client-address.controller.js';
import { ConnectedSites } from './site/connected-sites.js';
import { FiguresController } from './site/figures.controller.js';
import { LossController } from './site/loss.controller.js';
import { PageRenders } from './site/page-renders.js';
import { People } from './site/people.js';
import { PeopleController } from './site/people.controller.js';
import { SiteReceiptsController } from './site/receipts.controller.js';
import { SiteController } from './site/site.controller.js';
import { SiteAccessLimits } from './tokens/site-access-limits.js';
import { SiteTokens } from './tokens/site-tokens.js';

/**
 * The core's side of a WordPress: `connect` and `connections` give it a token of its site, `site` is what the token opens.
 */
@Module({
  imports: [AnalyticsModule, CompaniesModule, DestinationsModule, ErasureModule, IdentityModule, MetricsModule, PluginsModule, SiteDirectoryModule, SitesModule, SourcesModule],
  controllers: [
    AuthorizationsController,
    TokenController,
    ConnectionsController,
    SiteController,
    FiguresController,
    SiteReceiptsController,
    ClientAddressController,
    LossController,
    PeopleController,
  ],
  providers: [AuthorizationCodes, Authorizations, ConnectedSites, Connections, PageRenders, People, SiteAccessLimits, SiteTokens, TokenExchange],
})
export class WordPressModule {}
