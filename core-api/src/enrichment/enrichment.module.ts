import { Module } from '@nestjs/common';
import { PluginsModule } from '../plugins/plugins.module.js';
import { Enrichers } from './enrichers.js';
import { EnrichmentSettings } from './enrichment-settings.js';
import { HostNames } from './host-names.js';
import { LookupContexts } from './lookup-contexts.js';
import { Places } from './places.js';
import { SharedCache } from './shared-cache.js';
import { SourceFigures } from './source-figures.js';
import { SourceLedger } from './source-ledger.js';

/** What it takes to ask a source. */
@Module({
  imports: [PluginsModule],
  providers: [EnrichmentSettings, HostNames, LookupContexts, Places, SourceLedger],
  exports: [EnrichmentSettings, LookupContexts, Places, SourceLedger],
})
export class SourcesModule {}

/** For the role `process`: runs the enrichments over events. */
@Module({
  imports: [PluginsModule, SourcesModule],
  providers: [Enrichers, SharedCache, SourceFigures],
  exports: [Enrichers],
})
export class EnrichmentModule {}
