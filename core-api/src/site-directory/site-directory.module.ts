import { Module } from '@nestjs/common';
import { SiteDirectory } from './site-directory.js';

/** The sites in memory, for every role. */
@Module({ providers: [SiteDirectory], exports: [SiteDirectory] })
export class SiteDirectoryModule {}
