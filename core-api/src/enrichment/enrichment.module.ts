import { Module } from '@nestjs/common';
import { Enrichers } from './enrichers.js';
import { EnrichmentSettings } from './enrichment-settings.js';
import { HostNames } from './host-names.js';
import { LookupContexts } from './lookup-contexts.js';
import { SharedCache } from './shared-cache.js';
import { SourceFigures } from './source-figures.js';
import { SourceLedger } from './source-ledger.js';

/** What it takes to ask a source. */
@Module({
  providers: [EnrichmentSettings, HostNames, LookupContexts, SourceLedger],
  exports: [EnrichmentSettings, LookupContexts, SourceLedger],
})
export class SourcesModule {}

/** For the role `process`: runs the enrichments over events. */
@Module({
  imports: [SourcesModule],
  providers: [Enrichers, SharedCache, SourceFigures],
  exports: [Enrichers],
})
export class EnrichmentModule {}
