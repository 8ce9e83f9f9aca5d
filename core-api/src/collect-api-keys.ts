import { Module } from '@nestjs/common';
import { ApiKeyVerifier } from './collect/api-key-verifier.js';
import { ApiKeysModule } from './identity/api-keys/api-keys.module.js';
import { ApiKeys } from './identity/api-keys/api-keys.js';

/** Gives the collector its view of API keys, so that it need not know the identity module. */
@Module({
  imports: [ApiKeysModule],
  providers: [{ provide: ApiKeyVerifier, useExisting: ApiKeys }],
  exports: [ApiKeyVerifier],
})
export class ApiKeysForCollect {}
