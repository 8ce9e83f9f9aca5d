import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { AccessGuard } from './access.guard.js';
import { Accounts } from './accounts.js';
import { Agencies } from './agencies.js';
import { AgenciesController } from './agencies.controller.js';
import { SiteDirectoryModule } from '../site-directory/site-directory.module.js';
import { RevocationsModule } from '../revocations/revocations.module.js';
import { ApiKeyAccess } from './api-keys/api-key-access.js';
import { ApiKeyRegister } from './api-keys/api-key-register.js';
import { ApiKeysModule } from './api-keys/api-keys.module.js';
import { ApiKeysController } from './api-keys/api-keys.controller.js';
import { AuditLog } from './audit-log/audit-log.js';
import { AuthController } from './auth.controller.js';
import { Authenticator } from './authenticator.js';
import { Login } from './login.js';
import { LoginLimits } from './login-limits.js';
import { LoginSessionsController } from './login-sessions.controller.js';
import { LoginSessions } from './login-sessions.js';
import { OwnPassword } from './own-password.js';
import { RefreshCookie } from './refresh-cookie.js';
import { SecondFactor } from './second-factor.js';
import { TotpEnrolment } from './totp-enrolment.js';
import { Users } from './users.js';
import { UsersController } from './users.controller.js';

/** Who may do what: log-in, people, agencies, API keys; its guard stands before every route of the process. */
@Module({
  imports: [JwtModule.register({}), RevocationsModule, ApiKeysModule, SiteDirectoryModule],
  controllers: [AuthController, LoginSessionsController, AgenciesController, UsersController, ApiKeysController],
  providers: [
    { provide: APP_GUARD, useClass: AccessGuard },
    Accounts,
    Agencies,
    ApiKeyAccess,
    ApiKeyRegister,
    AuditLog,
    Authenticator,
    Login,
    LoginLimits,
    LoginSessions,
    OwnPassword,
    RefreshCookie,
    SecondFactor,
    TotpEnrolment,
    Users,
  ],
  exports: [Accounts, ApiKeysModule, AuditLog, Authenticator, RevocationsModule],
})
export class IdentityModule {}
