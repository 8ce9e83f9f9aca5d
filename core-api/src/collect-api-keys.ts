import { Module } from '@nestjs/common';
import { ApiKeyVerifier } from './collect/api-key-verifier.js';
import { ApiKeyUsage } from './identity/api-key-usage.js';
import { ApiKeys } from './identity/api-keys.js';
import { RevocationsModule } from './revocations/revocations.module.js';

/** Gives the collector its view of API keys, so that it need not know the identity module. */
@Module({
  imports: [RevocationsModule],
  providers: [ApiKeys, ApiKeyUsage, { provide: ApiKeyVerifier, useExisting: ApiKeys }],
  exports: [ApiKeyVerifier],
})
export class ApiKeysForCollect {}
