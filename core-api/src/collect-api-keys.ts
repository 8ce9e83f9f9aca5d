import { Module } from '@nestjs/common';
import { ApiKeyVerifier } from './collect/api-key-verifier.js';
import { ApiKeys } from './identity/api-keys.js';

/** Gives the collector its view of API keys, so that it need not know the identity module. */
@Module({
  providers: [ApiKeys, { provide: ApiKeyVerifier, useExisting: ApiKeys }],
  exports: [ApiKeyVerifier],
})
export class ApiKeysForCollect {}
