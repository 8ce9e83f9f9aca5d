import { Module } from '@nestjs/common';
import { RevocationsModule } from '../../revocations/revocations.module.js';
import { ApiKeyUsage } from './api-key-usage.js';
import { ApiKeys } from './api-keys.js';

/** Checks API keys and counts their requests; for the API and for collecting. */
@Module({ imports: [RevocationsModule], providers: [ApiKeys, ApiKeyUsage], exports: [ApiKeys, ApiKeyUsage] })
export class ApiKeysModule {}
