import { Module } from '@nestjs/common';
import { PluginsModule } from '../../plugins/plugins.module.js';
import { IdentityModule } from '../../identity/identity.module.js';
import { SourcesModule } from '../enrichment.module.js';
import { EnrichmentOverview } from './enrichment-overview.js';
import { Enrichments } from './enrichments.js';
import { EnrichmentsController } from './enrichments.controller.js';
import { SourceTest } from './source-test.js';

/** For the role `serve`: how the enrichments stand, and the operator's settings. */
@Module({
  imports: [IdentityModule, PluginsModule, SourcesModule],
  controllers: [EnrichmentsController],
  providers: [EnrichmentOverview, Enrichments, SourceTest],
  exports: [EnrichmentOverview],
})
export class EnrichmentApiModule {}
