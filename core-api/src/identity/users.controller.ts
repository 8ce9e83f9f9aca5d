import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { IdPipe } from '../http/id.pipe.js';
import { PageQuery } from '../http/page.dto.js';
import { ApiProblems } from '../http/problem.dto.js';
import { CurrentPrincipal, Needs, type Principal } from './principal.js';
import { type UserWithSites, Users } from './users.js';
import { CreateUserRequest, UpdateUserRequest, UserPage, UserResponse } from './users.dto.js';

@ApiTags('Users')
@ApiProblems()
@ApiBearerAuth()
@Needs('users.write')
@Controller('api/users')
export class UsersController {
  constructor(private readonly users: Users) {}

  @Get()
  @ApiOperation({ summary: 'Users one may manage' })
  @ApiOkResponse({ type: UserPage })
  async list(@CurrentPrincipal() by: Principal, @Query() query: PageQuery): Promise<UserPage> {
    const { items, total } = await this.users.list(by, query);
    return { items: items.map(bodyOf), total, page: query.page, page_size: query.page_size };
  }

  @Post()
  @ApiOperation({ summary: 'Add a user' })
  @ApiCreatedResponse({ type: UserResponse })
  async create(@CurrentPrincipal() by: Principal, @Body() request: CreateUserRequest): Promise<UserResponse> {
    return bodyOf(await this.users.create(by, request));
  }

  @Get(':id')
  @ApiOperation({ summary: 'One user' })
  @ApiOkResponse({ type: UserResponse })
  async get(@CurrentPrincipal() by: Principal, @Param('id', new IdPipe('user')) id: string): Promise<UserResponse> {
    return bodyOf(await this.users.get(by, id));
  }

  @Put(':id')
  @ApiOperation({ summary: 'Change a user' })
  @ApiOkResponse({ type: UserResponse })
  async update(
    @CurrentPrincipal() by: Principal,
    @Param('id', new IdPipe('user')) id: string,
    @Body() request: UpdateUserRequest,
  ): Promise<UserResponse> {
    return bodyOf(await this.users.update(by, id, request));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove a user' })
  @ApiNoContentResponse()
  async remove(@CurrentPrincipal() by: Principal, @Param('id', new IdPipe('user')) id: string): Promise<void> {
    await this.users.remove(by, id);
  }
}

const bodyOf = ({ user, siteIds }: UserWithSites): UserResponse => ({
  id: user.id,
  agency_id: user.agencyId,
  email: user.email,
  name: user.name,
  role: user.role,
  disabled: user.disabledAt !== null,
  totp_enabled: user.totpEnabledAt !== null,
  site_ids: [...siteIds],
  last_login_at: user.lastLoginAt?.toISOString() ?? null,
  created_at: user.createdAt.toISOString(),
  updated_at: user.updatedAt.toISOString(),
});
