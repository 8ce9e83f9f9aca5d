import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { Destinations } from './destinations.js';
import { DestinationsController } from './destinations.controller.js';
import { PluginsController } from './plugins.controller.js';
import { Sites } from './sites.js';
import { SitesController } from './sites.controller.js';

/** The websites and where their events go. Global modules must provide `SiteDirectory`, `DestinationCatalogue` and `DestinationTester`. */
@Module({
  imports: [IdentityModule],
  controllers: [SitesController, DestinationsController, PluginsController],
  providers: [Sites, Destinations],
})
export class SitesModule {}
