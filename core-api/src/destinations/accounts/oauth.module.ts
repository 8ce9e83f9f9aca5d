import { Module } from '@nestjs/common';
import { IdentityModule } from '../../identity/identity.module.js';
import { PluginsModule } from '../../plugins/plugins.module.js';
import { BrowserCookie } from './browser-cookie.js';
import { OAuthAccounts } from './oauth-accounts.js';
import { Connecting } from './connecting.js';
import { OAuthCallbackController } from './oauth-callback.controller.js';
import { OAuthController } from './oauth.controller.js';
import { PendingConnections } from './pending-connections.js';
import { TokensModule } from './tokens.module.js';

/** Connects accounts at vendors to destinations, and disconnects them. */
@Module({
  imports: [IdentityModule, PluginsModule, TokensModule],
  controllers: [OAuthController, OAuthCallbackController],
  providers: [BrowserCookie, Connecting, OAuthAccounts, PendingConnections],
  exports: [OAuthAccounts],
})
export class OAuthModule {}
