import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { IdPipe } from '../../http/id.pipe.js';
import { ApiProblems } from '../../http/problem.dto.js';
import type { ApiKey } from '../../database/entities/api-key.entity.js';
import { ApiKeyRegister } from './api-key-register.js';
import { ApiKeyList, type ApiKeyResponse, CreateApiKeyRequest, CreatedApiKeyResponse } from './api-keys.dto.js';
import { CurrentPrincipal, Needs, type Principal } from '../principal.js';

@ApiTags('API keys')
@ApiProblems()
@ApiBearerAuth()
@Needs('keys.write')
@Controller('api/api-keys')
export class ApiKeysController {
  constructor(private readonly register: ApiKeyRegister) {}

  @Get()
  @ApiOperation({ summary: 'API keys with their usage' })
  @ApiOkResponse({ type: ApiKeyList })
  async list(@CurrentPrincipal() by: Principal): Promise<ApiKeyList> {
    return { items: (await this.register.list(by)).map(({ apiKey, usage }) => ({ ...bodyOf(apiKey), usage: [...usage] })) };
  }

  @Post()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Create an API key' })
  @ApiCreatedResponse({ type: CreatedApiKeyResponse })
  async create(
    @CurrentPrincipal() by: Principal,
    @Body() request: CreateApiKeyRequest,
  ): Promise<CreatedApiKeyResponse> {
    const { apiKey, key } = await this.register.create(by, request);
    return { ...bodyOf(apiKey), key };
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Revoke an API key' })
  @ApiNoContentResponse({ description: 'Revoked; within a second no process takes it.' })
  async revoke(@CurrentPrincipal() by: Principal, @Param('id', new IdPipe('API key')) id: string): Promise<void> {
    await this.register.revoke(by, id);
  }
}

const bodyOf = (apiKey: ApiKey): ApiKeyResponse => ({
  id: apiKey.id,
  agency_id: apiKey.agencyId,
  site_id: apiKey.siteId,
  name: apiKey.name,
  masked: `${apiKey.prefix}…`,
  scopes: apiKey.scopes,
  last_used_at: apiKey.lastUsedAt?.toISOString() ?? null,
  revoked_at: apiKey.revokedAt?.toISOString() ?? null,
  created_at: apiKey.createdAt.toISOString(),
});
