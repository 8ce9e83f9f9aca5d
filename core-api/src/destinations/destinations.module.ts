import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { PluginsModule } from '../plugins/plugins.module.js';
import { SiteDirectoryModule } from '../site-directory/site-directory.module.js';
import { OAuthModule } from './accounts/oauth.module.js';
import { Destinations } from './destinations.js';
import { DestinationsController } from './destinations.controller.js';
import { DryRuns } from './dry-run/dry-runs.js';
import { DryRunsController } from './dry-run/dry-runs.controller.js';
import { PluginsController } from './plugins.controller.js';
import { RuntimesModule } from './runtime/runtimes.module.js';
import { DestinationStates } from './state/destination-states.js';

/** For the role `serve`: where a site's events go, what each destination would be sent, and how it does. */
@Module({
  imports: [IdentityModule, OAuthModule, PluginsModule, RuntimesModule, SiteDirectoryModule],
  controllers: [DestinationsController, DryRunsController, PluginsController],
  providers: [Destinations, DestinationStates, DryRuns],
  exports: [DestinationStates],
})
export class DestinationsModule {}
