import { Module } from '@nestjs/common';
import { DestinationsModule } from '../destinations/destinations.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { MetricsModule } from '../metrics/metrics.module.js';
import { SiteDirectoryModule } from '../site-directory/site-directory.module.js';
import { ScriptController } from './script.controller.js';
import { SharedSettings } from './shared-settings.js';
import { SiteScripts } from './site-scripts.js';
import { Sites } from './sites.js';
import { SitesController } from './sites.controller.js';
import { SiteStates } from './state/site-states.js';

/** The websites, their configuration and their script. */
@Module({
  imports: [DestinationsModule, IdentityModule, MetricsModule, SiteDirectoryModule],
  controllers: [SitesController, ScriptController],
  providers: [SharedSettings, Sites, SiteScripts, SiteStates],
  exports: [SharedSettings, Sites, SiteStates],
})
export class SitesModule {}
