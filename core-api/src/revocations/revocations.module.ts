import { Module } from '@nestjs/common';
import { JobsModule } from '../jobs/jobs.module.js';
import { RevocationExpiry } from './revocation-expiry.js';
import { Revocations } from './revocations.js';

/** What was ended lately; one per process. */
@Module({ imports: [JobsModule], providers: [RevocationExpiry, Revocations], exports: [Revocations] })
export class RevocationsModule {}
