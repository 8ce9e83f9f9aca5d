import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { IdPipe } from '../http/id.pipe.js';
import { ApiProblems } from '../http/problem.dto.js';
import { Agencies } from './agencies.js';
import { AgencyList, AgencyRequest, AgencyResponse } from './agencies.dto.js';
import type { Agency } from '../database/entities/agency.entity.js';
import { CurrentPrincipal, Needs, type Principal } from './principal.js';

@ApiTags('Agencies')
@ApiProblems()
@ApiBearerAuth()
@Controller('api/agencies')
export class AgenciesController {
  constructor(private readonly agencies: Agencies) {}

  @Get()
  @Needs('agencies.read')
  @ApiOperation({ summary: 'Agencies one may see' })
  @ApiOkResponse({ type: AgencyList })
  async list(@CurrentPrincipal() by: Principal): Promise<AgencyList> {
    return { items: (await this.agencies.list(by)).map(bodyOf) };
  }

  @Post()
  @Needs('agencies.write')
  @ApiOperation({ summary: 'Add an agency' })
  @ApiCreatedResponse({ type: AgencyResponse })
  async create(@CurrentPrincipal() by: Principal, @Body() { name }: AgencyRequest): Promise<AgencyResponse> {
    return bodyOf(await this.agencies.create(by, name));
  }

  @Get(':id')
  @Needs('agencies.read')
  @ApiOperation({ summary: 'One agency' })
  @ApiOkResponse({ type: AgencyResponse })
  async get(@CurrentPrincipal() by: Principal, @Param('id', new IdPipe('agency')) id: string): Promise<AgencyResponse> {
    return bodyOf(await this.agencies.get(by, id));
  }

  @Put(':id')
  @Needs('agencies.read')
  @ApiOperation({ summary: 'Rename an agency' })
  @ApiOkResponse({ type: AgencyResponse })
  async rename(
    @CurrentPrincipal() by: Principal,
    @Param('id', new IdPipe('agency')) id: string,
    @Body() { name }: AgencyRequest,
  ): Promise<AgencyResponse> {
    return bodyOf(await this.agencies.rename(by, id, name));
  }
}

const bodyOf = ({ id, name, createdAt, updatedAt }: Agency): AgencyResponse => ({
  id,
  name,
  created_at: createdAt.toISOString(),
  updated_at: updatedAt.toISOString(),
});
