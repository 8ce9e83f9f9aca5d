import { Body, Controller, Get, Header, HttpCode, Post, Put, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems } from '../http/problem.dto.js';
import { Problem, unauthorized } from '../http/problem.js';
import { Accounts } from './accounts.js';
import {
  LoginRequest,
  MeResponse,
  PasswordRequest,
  SessionResponse,
  TotpDisableRequest,
  TotpEnableRequest,
  TotpSetupResponse,
} from './auth.dto.js';
import { Login, sessionUser } from './login.js';
import { Authenticator, type PersonPrincipal } from './authenticator.js';
import { bearerToken } from './bearer-token.js';
import { LoginSessions } from './login-sessions.js';
import { OwnPassword } from './own-password.js';
import { CurrentPrincipal, type Principal, Public } from './principal.js';
import { RefreshCookie } from './refresh-cookie.js';
import { ROLE_RIGHTS } from './rights.js';
import { TotpEnrolment } from './totp-enrolment.js';

@ApiTags('Authentication')
@ApiProblems()
@Controller('api/auth')
export class AuthController {
  constructor(
    private readonly login: Login,
    private readonly sessions: LoginSessions,
    private readonly authenticator: Authenticator,
    private readonly password: OwnPassword,
    private readonly accounts: Accounts,
    private readonly totp: TotpEnrolment,
    private readonly cookie: RefreshCookie,
  ) {}

  @Public()
  @Post('login')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Log in; sets the cookie `warp_refresh`.' })
  @ApiOkResponse({ type: SessionResponse })
  async logIn(
    @Body() credentials: LoginRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionResponse> {
    const { body, refreshToken } = await this.login.logIn(credentials, { ip: request.ip, userAgent: request.headers['user-agent'] });
    this.cookie.write(reply, refreshToken);
    return body;
  }

  @Public()
  @Post('refresh')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'A new access token for the cookie; the cookie is rotated.' })
  @ApiOkResponse({ type: SessionResponse })
  async refresh(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionResponse> {
    const token = this.cookie.read(request);
    if (token === undefined) throw unauthorized('invalid_refresh_token', 'There is no session: log in.');
    const { body, refreshToken } = await this.login.refresh(token);
    this.cookie.write(reply, refreshToken);
    return body;
  }

  @Public()
  @Post('logout')
  @HttpCode(204)
  @ApiOperation({ summary: 'End the session of the cookie, and of the access token if one is sent.' })
  @ApiNoContentResponse()
  async logOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const token = this.cookie.read(request);
    if (token !== undefined) await this.sessions.end(token);
    if (request.headers.authorization !== undefined) await this.endOf(request);
    this.cookie.clear(reply);
  }

  @Put('password')
  @ApiBearerAuth()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Change one’s own password. Every other session ends, and every access token; the answer has a new one.' })
  @ApiOkResponse({ type: SessionResponse })
  async changePassword(
    @CurrentPrincipal() principal: PersonPrincipal,
    @Body() { current_password, new_password }: PasswordRequest,
    @Req() request: FastifyRequest,
  ): Promise<SessionResponse> {
    const account = await this.password.change(principal, current_password, new_password, request.ip);
    return this.login.bodyFor(account, principal.session.id);
  }

  @Get('me')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Who the access token speaks for.' })
  @ApiOkResponse({ type: MeResponse })
  async me(@CurrentPrincipal() principal: Principal): Promise<MeResponse> {
    const account = await this.accounts.find(principal.userId);
    if (account === undefined || account.disabled)
      throw unauthorized('invalid_token', 'There is no such person any more.');
    return { ...sessionUser(account), totp_enabled: account.totpEnabled, rights: ROLE_RIGHTS[account.role] };
  }

  @Post('totp/setup')
  @HttpCode(200)
  @ApiBearerAuth()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'A new secret for an authenticator app.' })
  @ApiOkResponse({ type: TotpSetupResponse })
  setUpTotp(@CurrentPrincipal() principal: Principal): Promise<TotpSetupResponse> {
    return this.totp.setUp(principal);
  }

  @Post('totp/enable')
  @HttpCode(204)
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Turn the second factor on, with a first code.' })
  @ApiNoContentResponse()
  enableTotp(@CurrentPrincipal() principal: Principal, @Body() { totp }: TotpEnableRequest): Promise<void> {
    return this.totp.enable(principal, totp);
  }

  @Post('totp/disable')
  @HttpCode(204)
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Turn the second factor off.' })
  @ApiNoContentResponse()
  disableTotp(
    @CurrentPrincipal() principal: Principal,
    @Body() { password, totp }: TotpDisableRequest,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    return this.totp.disable(principal, password, totp, request.ip);
  }

  /** A token that is over already has nothing left to end. */
  private async endOf(request: FastifyRequest): Promise<void> {
    try {
      const { userId, session } = await this.authenticator.verifyAccessToken(bearerToken(request));
      await this.sessions.endOne(userId, session.id);
    } catch (error) {
      if (!(error instanceof Problem) || error.status >= 500) throw error;
    }
  }
}
