import { Module } from '@nestjs/common';
import { Revocations } from './revocations.js';

/** What was ended lately; one per process. */
@Module({ providers: [Revocations], exports: [Revocations] })
export class RevocationsModule {}
