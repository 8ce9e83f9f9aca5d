import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { StatesModule } from './state/states.module.js';
import { Destinations } from '../destinations/destinations.js';
import { DestinationsController } from '../destinations/destinations.controller.js';
import { PluginsController } from '../destinations/plugins.controller.js';
import { ScriptController } from './script.controller.js';
import { SharedSettings } from './shared-settings.js';
import { SiteScripts } from './site-scripts.js';
import { Sites } from './sites.js';
import { SitesController } from './sites.controller.js';

/** The websites and where their events go. Global modules must provide `SiteDirectory`, `DestinationCatalogue`, `DestinationTester` and `ConnectedAccounts`. */
@Module({
  imports: [IdentityModule, StatesModule],
  controllers: [SitesController, DestinationsController, PluginsController, ScriptController],
  providers: [Sites, SharedSettings, Destinations, SiteScripts],
  exports: [Sites, SharedSettings],
})
export class SitesModule {}
