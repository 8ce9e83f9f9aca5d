import { Injectable } from '@nestjs/common';
import type { EnrichmentPlugin, LookupContext } from '@warp/plugin-sdk';
import { PluginHttpClient } from '../plugins/http-client.js';
import { contextFor } from '../plugins/plugin-context.js';
import { HostNames } from './host-names.js';

/** What sources get for one call: a way to the web and to the names of an address, within a time box. */
@Injectable()
export class LookupContexts {
  constructor(
    private readonly http: PluginHttpClient,
    private readonly names: HostNames,
  ) {}

  /** @param secrets values that must not appear in what it logs */
  for(plugin: EnrichmentPlugin, secrets: readonly string[]): LookupContext {
    return { ...contextFor(plugin, this.http, secrets), reverse: (address) => this.names.of(address) };
  }
}
