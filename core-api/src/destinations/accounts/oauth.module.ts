import { Global, Module } from '@nestjs/common';
import { IdentityModule } from '../../identity/identity.module.js';
import { ConnectedAccounts } from '../../plugins/destination-catalogue.js';
import { BrowserCookie } from './browser-cookie.js';
import { OAuthAccounts } from './oauth-accounts.js';
import { Connecting } from './connecting.js';
import { OAuthCallbackController } from './oauth-callback.controller.js';
import { OAuthController } from './oauth.controller.js';
import { PendingConnections } from './pending-connections.js';
import { TokensModule } from './tokens.module.js';

/** Connects accounts at vendors to destinations, and disconnects them. */
@Global()
@Module({
  imports: [IdentityModule, TokensModule],
  controllers: [OAuthController, OAuthCallbackController],
  providers: [BrowserCookie, Connecting, OAuthAccounts, PendingConnections, { provide: ConnectedAccounts, useExisting: OAuthAccounts }],
  exports: [ConnectedAccounts],
})
export class OAuthModule {}
