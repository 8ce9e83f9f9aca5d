import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '../identity/principal.js';
import { ApiProblems } from '../http/problem.dto.js';
import { type CatalogueEntry, PluginCatalogue } from '../plugins/plugin-catalogue.js';
import { PluginList, type PluginResponse } from './destinations.dto.js';

@ApiTags('Plugins')
@ApiProblems()
@ApiBearerAuth()
@Controller('api/plugins')
export class PluginsController {
  constructor(private readonly catalogue: PluginCatalogue) {}

  @Get()
  @Needs('sites.read')
  @ApiOperation({ summary: 'Loaded and refused plugins, with the schema of their settings' })
  @ApiOkResponse({ type: PluginList })
  list(): PluginList {
    return { items: this.catalogue.list().map(bodyOf) };
  }
}

const bodyOf = ({ vendorDocs, settings, consent, account, ...entry }: CatalogueEntry): PluginResponse => ({
  ...entry,
  vendor_docs: vendorDocs,
  settings: { ...settings },
  ...(consent === undefined ? {} : { consent: [...consent] }),
  ...(account === undefined ? {} : { oauth: { redirect_uri: account.redirectUri, fills: [...account.fills] } }),
});
