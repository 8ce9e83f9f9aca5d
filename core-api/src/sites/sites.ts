import { randomBytes } from 'node:crypto';
import type { FilterQuery } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { TenantDatabase } from '../database/tenant-database.js';
import { AuditLog, givenFields } from '../identity/audit-log/audit-log.js';
import { demand } from '../identity/demand.js';
import { type Principal, scopeOf } from '../identity/principal.js';
import { Metrics } from '../metrics/query/port.js';
import { rowsOf } from '../http/page.dto.js';
import { type FieldError, invalid, notFound } from '../http/problem.js';
import { KeyRing } from '../secrets/key-ring.js';
import type { SiteState } from './state/site-state.js';
import { SiteStates } from './state/site-states.js';
import { agencyOfNewSite } from './agency-of-new-site.js';
import { changedSiteConfig } from './check-site-config.js';
import { checkDomain } from './domain.js';
import { findSite } from '../site-directory/find-site.js';
import { newScriptId } from './script-id.js';
import { SITE_SECRET, SiteDirectory } from '../site-directory/site-directory.js';
import { Site } from '../database/entities/site.entity.js';
import type { CreateSiteRequest, SitesQuery, UpdateSiteRequest } from './sites.dto.js';

const SECRET_BYTES = 32;
const PREVIOUS_SECRET_MS = 24 * 3_600_000;

/** A site with its figure of today and how it does. */
export interface SiteToday {
  readonly site: Site;
  readonly eventsToday: number;
  readonly state: SiteState;
}

/** The websites of the agencies. Every change is announced to all processes once it is committed. */
@Injectable()
export class Sites {
  constructor(
    private readonly database: TenantDatabase,
    private readonly directory: SiteDirectory,
    private readonly keyRing: KeyRing,
    private readonly auditLog: AuditLog,
    private readonly states: SiteStates,
    private readonly metrics: Metrics,
  ) {}

  async list(by: Principal, query: SitesQuery): Promise<{ items: SiteToday[]; total: number }> {
    const [sites, total] = await this.database.entities(scopeOf(by), (em) => em.findAndCount(Site, filterOf(query), { orderBy: { name: 'asc', id: 'asc' }, ...rowsOf(query) }));
    return { items: await this.asToday(by, sites), total };
  }

  async get(by: Principal, id: string): Promise<SiteToday> {
    return this.oneAsToday(by, await this.database.entities(scopeOf(by), (em) => findSite(em, id)));
  }

  async create(by: Principal, request: CreateSiteRequest): Promise<SiteToday> {
    const config = changedSiteConfig({}, request.config ?? {});
    const domains = checkedDomains(request);
    const created = await this.database.entities(scopeOf(by), async (em) => {
      const site = em.create(Site, {
        agencyId: await agencyOfNewSite(em, by, request.agency_id),
        name: request.name,
        domain: domains.domain!,
        domains: domains.domains ?? [],
        scriptId: newScriptId(),
        secret: this.keyRing.seal(randomBytes(SECRET_BYTES), SITE_SECRET),
        config,
      });
      await em.flush();
      await this.record(em, by, site, 'site.created');
      return site;
    });
    await this.directory.announce(created.id);
    return this.oneAsToday(by, created);
  }

  async update(by: Principal, id: string, request: UpdateSiteRequest): Promise<SiteToday> {
    const updated = await this.database.entities(scopeOf(by), async (em) => {
      const site = await findSite(em, id);
      demand(by, 'sites.write');
      Object.assign(site, checkedDomains(request));
      if (request.name !== undefined) site.name = request.name;
      if (request.status !== undefined) site.status = request.status;
      if (request.config !== undefined) site.config = changedSiteConfig({ ...site.config }, request.config);
      await em.flush();
      await this.record(em, by, site, 'site.updated', { fields: givenFields(request) });
      return site;
    });
    await this.directory.announce(id);
    return this.oneAsToday(by, updated);
  }

  /** The site's signing secret, for the code that connects a WordPress site. Each look is recorded. */
  async revealSecret(by: Principal, id: string): Promise<{ readonly scriptId: string; readonly secret: Buffer }> {
    return this.database.entities(scopeOf(by), async (em) => {
      const site = await findSite(em, id);
      demand(by, 'sites.write');
      await this.record(em, by, site, 'site.secret_revealed');
      return { scriptId: site.scriptId, secret: this.keyRing.open(site.secret, SITE_SECRET) };
    });
  }

  /** Gives the site a new signing secret. The one before is accepted for a day, so that its WordPress can be connected again meanwhile. */
  async rotateSecret(by: Principal, id: string): Promise<{ readonly secret: Buffer; readonly previousAcceptedUntil: Date }> {
    const secret = randomBytes(SECRET_BYTES);
    const previousAcceptedUntil = new Date(Date.now() + PREVIOUS_SECRET_MS);
    await this.database.entities(scopeOf(by), async (em) => {
      const site = await findSite(em, id);
      demand(by, 'sites.write');
      site.previousSecret = site.secret;
      site.previousSecretUntil = previousAcceptedUntil;
      site.secret = this.keyRing.seal(secret, SITE_SECRET);
      await em.flush();
      await this.record(em, by, site, 'site.secret_rotated');
    });
    await this.directory.announce(id);
    return { secret, previousAcceptedUntil };
  }

  private async asToday(by: Principal, sites: readonly Site[]): Promise<SiteToday[]> {
    const ids = sites.map(({ id }) => id);
    const states = await this.states.of(scopeOf(by), ids);
    const today = await this.metrics.read(scopeOf(by), (reader) => reader.today(ids, Date.now(), ['events']));
    return sites.flatMap((site) => {
      const state = states.get(site.id);
      // One that another request deleted meanwhile has none; it was there when it was read.
      return state === undefined ? [] : [{ site, eventsToday: today.get(site.id)?.events ?? 0, state }];
    });
  }

  private async oneAsToday(by: Principal, site: Site): Promise<SiteToday> {
    const [found] = await this.asToday(by, [site]);
    if (found === undefined) throw notFound('site');
    return found;
  }

  private record(
    em: EntityManager,
    by: Principal,
    site: Site,
    action: string,
    details: Record<string, unknown> = {},
  ): Promise<void> {
    return this.auditLog.record(em, by, {
      agencyId: site.agencyId,
      action,
      targetType: 'site',
      targetId: site.id,
      details,
    });
  }
}

function filterOf({ search, status }: SitesQuery): FilterQuery<Site> {
  const like = `%${(search ?? '').replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
  return {
    ...(status === undefined ? {} : { status }),
    ...(search === undefined || search === ''
      ? {}
      : { $or: [{ name: { $ilike: like } }, { domain: { $ilike: like } }, { scriptId: { $ilike: like } }] }),
  };
}

/** @throws Problem 400 naming every wrong domain. */
function checkedDomains(request: Pick<UpdateSiteRequest, 'domain' | 'domains'>): {
  domain?: string;
  domains?: string[];
} {
  const errors: FieldError[] = [];
  const check = (field: string, typed: string): string => {
    const checked = checkDomain(field, typed);
    if (checked.ok) return checked.domain;
    errors.push(checked.error);
    return '';
  };
  const domain = request.domain === undefined ? {} : { domain: check('domain', request.domain) };
  const domains =
    request.domains === undefined
      ? {}
      : { domains: [...new Set(request.domains.map((typed, index) => check(`domains.${index}`, typed)))] };
  if (errors.length > 0) throw invalid(errors);
  return { ...domain, ...domains };
}
