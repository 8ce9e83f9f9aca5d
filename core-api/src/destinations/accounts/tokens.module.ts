import { Module } from '@nestjs/common';
import { AccessTokens } from './access-tokens.js';
import { ConnectionStore } from './connection-store.js';
import { TokenEndpoint } from './token-endpoint.js';

/** Keeps the tokens of connected accounts valid: for whoever sends to destinations. */
@Module({ providers: [AccessTokens, ConnectionStore, TokenEndpoint], exports: [AccessTokens, TokenEndpoint] })
export class TokensModule {}
