import { Controller, Delete, Get, HttpCode, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { IdPipe } from '../http/id.pipe.js';
import { ApiProblems } from '../http/problem.dto.js';
import { EndSessionsQuery, LoginSessionList } from './auth.dto.js';
import type { PersonPrincipal } from './authenticator.js';
import { LoginSessions } from './login-sessions.js';
import { CurrentPrincipal } from './principal.js';

@ApiTags('Authentication')
@ApiProblems()
@ApiBearerAuth()
@Controller('api/auth/sessions')
export class LoginSessionsController {
  constructor(private readonly sessions: LoginSessions) {}

  @Get()
  @ApiOperation({ summary: 'Where one is logged in.' })
  @ApiOkResponse({ type: LoginSessionList })
  async list(@CurrentPrincipal() by: PersonPrincipal): Promise<LoginSessionList> {
    const sessions = await this.sessions.list(by.userId);
    return {
      items: sessions.map(({ id, user_agent, ip_address, started_at, last_used_at }) => ({
        id,
        current: id === by.session.id,
        user_agent,
        ip_address,
        started_at: started_at.toISOString(),
        last_used_at: last_used_at.toISOString(),
      })),
    };
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({ summary: 'Log out everywhere.' })
  @ApiNoContentResponse()
  async endAll(@CurrentPrincipal() by: PersonPrincipal, @Query() { keep_current }: EndSessionsQuery): Promise<void> {
    await this.sessions.endAll(by.userId, keep_current === 'true' ? by.session.id : undefined);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Log out one session.' })
  @ApiNoContentResponse()
  async end(@CurrentPrincipal() by: PersonPrincipal, @Param('id', new IdPipe('session')) id: string): Promise<void> {
    await this.sessions.endOne(by.userId, id);
  }
}
