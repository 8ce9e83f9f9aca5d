import { Global, Module } from '@nestjs/common';
import { CONFIG } from '../config/config.module.js';
import type { ServicesConfig } from '../config/config.js';
import { KeyRing } from './key-ring.js';
import { SiteHashes } from './site-hashes.js';

@Global()
@Module({
  providers: [{ provide: KeyRing, inject: [CONFIG], useFactory: (config: ServicesConfig) => new KeyRing(config.encryptionKeys) }, SiteHashes],
  exports: [KeyRing, SiteHashes],
})
export class SecretsModule {}
