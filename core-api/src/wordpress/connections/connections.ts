import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '../../config/config.module.js';
import type { ServicesConfig } from '../../config/config.js';
import { SystemDatabase } from '../../database/system-database.js';
import { TenantDatabase } from '../../database/tenant-database.js';
import { demand } from '../../identity/demand.js';
import { type Principal, scopeOf } from '../../identity/principal.js';
import type { Right } from '../../identity/rights.js';
import { notFound } from '../../http/problem.js';
import { connectionCode } from '../../sites/connection-code.js';
import { findSite } from '../../site-directory/find-site.js';
import { Sites } from '../../sites/sites.js';
import { ALL_SITE_SCOPES, type SiteScope } from '../tokens/site-scopes.js';
import { SiteTokens } from '../tokens/site-tokens.js';

/** A WordPress that is or was connected. */
export interface Connection {
  readonly id: string;
  readonly name: string;
  readonly via: 'connect' | 'code';
  readonly scopes: SiteScope[];
  readonly created_at: Date;
  readonly last_used_at: Date | null;
  readonly revoked_at: Date | null;
}

/** The WordPress installations that are connected to a site. */
@Injectable()
export class Connections {
  constructor(
    @Inject(CONFIG) private readonly config: ServicesConfig,
    private readonly tenants: TenantDatabase,
    private readonly system: SystemDatabase,
    private readonly sites: Sites,
    private readonly tokens: SiteTokens,
  ) {}

  async list(by: Principal, siteId: string): Promise<readonly Connection[]> {
    await this.siteOf(by, siteId, 'sites.read');
    return this.tenants.sql(scopeOf(by), async (client) => {
      const { rows } = await client.query<Connection>(
        `select id, name, via, scopes, created_at, last_used_at, revoked_at from site_tokens where site_id = $1
         order by created_at desc, id desc limit 100`,
        [siteId],
      );
      return rows;
    });
  }

  /** @returns a code with the site's secret and a new token, which is nowhere kept */
  async createCode(by: Principal, siteId: string): Promise<string> {
    const { agencyId } = await this.siteOf(by, siteId, 'sites.write');
    const { scriptId, secret } = await this.sites.revealSecret(by, siteId);
    const { token } = await this.system.transaction((client) =>
      this.tokens.issue(client, { siteId, agencyId, scopes: ALL_SITE_SCOPES, name: 'Connection code', via: 'code', userId: by.userId }),
    );
    return connectionCode({ core: this.config.publicUrl, scriptId, secret, token });
  }

  async revoke(by: Principal, siteId: string, id: string): Promise<void> {
    const { agencyId } = await this.siteOf(by, siteId, 'sites.write');
    const [known] = await this.system.query('select 1 from site_tokens where id = $1 and site_id = $2', [id, siteId]);
    if (known === undefined) throw notFound('connection');
    await this.system.transaction((client) => this.tokens.revoke(client, { tokenId: id, siteId, agencyId }, by.userId));
    await this.tokens.announceRevoked();
  }

  /** @throws Problem 404 when it is out of sight, 403 without the right */
  private siteOf(by: Principal, siteId: string, right: Right): Promise<{ readonly agencyId: string }> {
    return this.tenants.entities(scopeOf(by), async (em) => {
      const site = await findSite(em, siteId);
      demand(by, right);
      return site;
    });
  }
}
