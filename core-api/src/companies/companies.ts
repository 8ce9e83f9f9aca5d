import { Injectable } from '@nestjs/common';
import { TenantDatabase } from '../database/tenant-database.js';
import type { TenantScope } from '../database/tenant-scope.js';
import type { CompaniesQueryDto, CompanyPage } from './companies.dto.js';
import { readCompanies } from './read-companies.js';

/** The companies that visited the sites a scope sees. */
@Injectable()
export class Companies {
  constructor(private readonly database: TenantDatabase) {}

  list(scope: TenantScope, query: CompaniesQueryDto): Promise<CompanyPage> {
    return this.database.sql(scope, (client) => readCompanies(client, query));
  }
}
