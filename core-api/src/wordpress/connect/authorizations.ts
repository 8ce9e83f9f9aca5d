import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '../../config/config.module.js';
import type { ServicesConfig } from '../../config/config.js';
import { TenantDatabase } from '../../database/tenant-database.js';
import { AuditLog } from '../../identity/audit-log/audit-log.js';
import { demand } from '../../identity/demand.js';
import { hasRight, type Principal, scopeOf } from '../../identity/principal.js';
import { invalid } from '../../http/problem.js';
import { checkDomain } from '../../sites/domain.js';
import { findSite } from '../../site-directory/find-site.js';
import { Site } from '../../database/entities/site.entity.js';
import { Sites } from '../../sites/sites.js';
import { ALL_SITE_SCOPES, SITE_SCOPES, type SiteScope } from '../tokens/site-scopes.js';
import { AuthorizationCodes } from './authorization-codes.js';
import type { AuthorizationDecision, AuthorizationOffer, AuthorizationRequest, NewSite } from './authorizations.dto.js';
import { answerAt, checkRedirectUri, leadsTo, type RedirectUri } from './redirect-uri.js';

const MOST_CHOICES = 200;

/** Lets people allow a WordPress to connect to one of their sites. */
@Injectable()
export class Authorizations {
  constructor(
    @Inject(CONFIG) private readonly config: ServicesConfig,
    private readonly database: TenantDatabase,
    private readonly sites: Sites,
    private readonly codes: AuthorizationCodes,
    private readonly auditLog: AuditLog,
  ) {}

  /** What the person is asked. @throws Problem 400 for a request that could not be allowed, 403 */
  async offer(by: Principal, request: AuthorizationRequest): Promise<AuthorizationOffer> {
    demand(by, 'sites.write');
    const redirect = redirectOf(request);
    const scopes = scopesOf(request);
    const sites = await this.database.entities(scopeOf(by), (em) =>
      em.find(Site, {}, { fields: ['name', 'domain', 'domains'], orderBy: { name: 'asc', id: 'asc' } }),
    );
    const choices = sites.map((site) => ({ id: site.id, name: site.name, domain: site.domain, matches: leadsTo(redirect, domainsOf(site)) }));
    return {
      home: redirect.home,
      host: redirect.host,
      scopes: scopes.map((scope) => ({ scope, sentence: SITE_SCOPES[scope] })),
      sites: choices.sort((a, b) => Number(b.matches) - Number(a.matches)).slice(0, MOST_CHOICES),
      new_site: hasRight(by, 'sites.create') ? suggestedSite(request, redirect) : null,
    };
  }

  /** @returns where the browser goes with the answer */
  async decide(by: Principal, request: AuthorizationDecision): Promise<string> {
    const redirect = redirectOf(request);
    const scopes = scopesOf(request);
    const answer = { state: request.state, iss: this.config.publicUrl };
    if (request.decision === 'deny') {
      // Without a site of theirs anybody's link could send people anywhere.
      await this.siteFor(by, request, redirect);
      return answerAt(redirect, { error: 'access_denied', ...answer });
    }
    const site = request.site === undefined ? await this.siteFor(by, request, redirect) : await this.newSiteFor(by, request.site, redirect);
    await this.record(by, site, redirect, scopes);
    const code = await this.codes.make({
      siteId: site.id,
      userId: by.userId,
      redirectUri: request.redirect_uri,
      codeChallenge: request.code_challenge,
      scopes,
    });
    return answerAt(redirect, { code, ...answer });
  }

  private siteFor(by: Principal, { site_id }: AuthorizationDecision, redirect: RedirectUri): Promise<Site> {
    if (site_id === undefined) throw invalid([{ field: 'site_id', rule: 'required', message: 'site_id or site must be given.' }]);
    return this.database.entities(scopeOf(by), async (em) => {
      const site = await findSite(em, site_id);
      demand(by, 'sites.write');
      refuseForeign(redirect, site.name, domainsOf(site));
      return site;
    });
  }

  private async newSiteFor(by: Principal, { name, domain, agency_id }: NewSite, redirect: RedirectUri): Promise<Site> {
    demand(by, 'sites.create');
    const checked = checkDomain('site.domain', domain);
    if (!checked.ok) throw invalid([checked.error]);
    refuseForeign(redirect, name, [checked.domain]);
    const { site } = await this.sites.create(by, { name, domain, ...(agency_id === undefined ? {} : { agency_id }) });
    return site;
  }

  private record(by: Principal, site: Site, { home }: RedirectUri, scopes: readonly SiteScope[]): Promise<void> {
    return this.database.entities(scopeOf(by), (em) =>
      this.auditLog.record(em, by, {
        agencyId: site.agencyId,
        action: 'site.connection_allowed',
        targetType: 'site',
        targetId: site.id,
        details: { home, scopes },
      }),
    );
  }
}

const domainsOf = ({ domain, domains }: Pick<Site, 'domain' | 'domains'>): readonly string[] => [domain, ...domains];

function redirectOf({ redirect_uri }: AuthorizationRequest): RedirectUri {
  const checked = checkRedirectUri(redirect_uri);
  if (!checked.ok) throw invalid([checked.error]);
  return checked.redirect;
}

function scopesOf({ scope }: AuthorizationRequest): readonly SiteScope[] {
  if (scope === undefined) return ALL_SITE_SCOPES;
  const asked = new Set(scope.split(' ').filter((word) => word !== ''));
  const scopes = ALL_SITE_SCOPES.filter((known) => asked.has(known));
  if (asked.size === 0 || scopes.length !== asked.size)
    throw invalid([{ field: 'scope', rule: 'known', message: `scope must be words of ${ALL_SITE_SCOPES.join(', ')}, with blanks between.` }]);
  return scopes;
}

/** @throws Problem 400: the code would go to somebody else's pages */
function refuseForeign(redirect: RedirectUri, name: string, domains: readonly string[]): void {
  if (leadsTo(redirect, domains)) return;
  throw invalid([
    {
      field: 'redirect_uri',
      rule: 'domain_of_site',
      message: `redirect_uri leads to ${redirect.host}, which is not among the domains of “${name}” (${domains.join(', ')}).`,
    },
  ]);
}

/** What it says of itself is taken where it fits with where it lies: `www.` and other subdomains are the same site. */
function suggestedSite({ site_url, site_name }: AuthorizationRequest, redirect: RedirectUri): { name: string; domain: string } {
  const front = site_url !== undefined && URL.canParse(site_url) ? new URL(site_url).hostname : redirect.host;
  const domain = leadsTo(redirect, [front]) ? front : redirect.host;
  return { name: site_name?.trim() || domain, domain: domain.replace(/^www\./, '') };
}
