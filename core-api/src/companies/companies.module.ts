import { Module } from '@nestjs/common';
import { Companies } from './companies.js';

/** Which companies visited which sites. */
@Module({ providers: [Companies], exports: [Companies] })
export class CompaniesModule {}
