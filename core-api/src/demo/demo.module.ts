import { Inject, Injectable, Module, type OnModuleInit } from '@nestjs/common';
import { SiteDirectoryModule } from '../site-directory/site-directory.module.js';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { CONFIG } from '../config/config.module.js';
import type { ServicesConfig } from '../config/config.js';
import { SystemDatabase } from '../database/system-database.js';
import { KeyRing } from '../secrets/key-ring.js';
import { SiteDirectory } from '../site-directory/site-directory.js';
import { snippetFor } from '../sites/snippet.js';
import { demoShop } from './demo-shop.js';
import { ensureDemo } from './demo-seed.js';

@Injectable()
class Demo implements OnModuleInit {
  constructor(
    @Inject(CONFIG) private readonly config: ServicesConfig,
    private readonly http: HttpAdapterHost,
    private readonly database: SystemDatabase,
    private readonly keyRing: KeyRing,
    private readonly sites: SiteDirectory,
  ) {}

  async onModuleInit(): Promise<void> {
    const host = new URL(this.config.publicUrl).hostname;
    const scriptId = await ensureDemo(this.database, this.keyRing, this.sites, host);
    // The shop is served by the core itself, so the script's address needs no host.
    void this.http.httpAdapter.getInstance<FastifyInstance>().register(demoShop, { snippet: snippetFor('', scriptId), scriptId });
  }
}

/** A shop to try everything on, at /demo. */
@Module({ imports: [SiteDirectoryModule], providers: [Demo] })
export class DemoModule {}
