import { Module } from '@nestjs/common';
import { PluginsModule } from '../../plugins/plugins.module.js';
import { AccessTokens } from './access-tokens.js';
import { ConnectionStore } from './connection-store.js';
import { TokenEndpoint } from './token-endpoint.js';

/** Keeps the tokens of connected accounts valid: for whoever sends to destinations. */
@Module({ imports: [PluginsModule], providers: [AccessTokens, ConnectionStore, TokenEndpoint], exports: [AccessTokens, TokenEndpoint] })
export class TokensModule {}
