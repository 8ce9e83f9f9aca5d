import type { SiteId } from '@warp/contracts';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { SystemDatabase } from '../database/system-database.js';
import { CHANNELS } from '../redis/keys.js';
import { RedisConnections } from '../redis/redis.module.js';
import { KeyRing } from '../secrets/key-ring.js';
import { completeSiteConfig } from './complete-site-config.js';
import type { SiteConfig } from '../database/entities/site-config.js';

/** What the machinery knows of a destination without its settings. */
export interface DestinationRef {
  readonly id: string;
  readonly plugin: string;
}

/** A site as collecting, processing and delivering need it. */
export interface SiteEntry {
  readonly id: SiteId;
  readonly agencyId: string;
  readonly name: string;
  readonly scriptId: string;
  /** Lower case; an event's origin must be one of these or a subdomain. */
  readonly domains: readonly string[];
  readonly paused: boolean;
  /** Deleted, and can still be restored: what was accepted before is stored, nothing else happens. */
  readonly hidden: boolean;
  readonly config: SiteConfig;
  /** Key of the proxy's signatures. */
  readonly secret: Buffer;
  /** The one before, after a change. */
  readonly previousSecret?: { readonly key: Buffer; /** ms since 1970 */ readonly acceptedUntil: number };
  /** Enabled ones. */
  readonly destinations: readonly DestinationRef[];
}

interface SiteRow {
  id: SiteId;
  agency_id: string;
  name: string;
  domain: string;
  domains: string[];
  script_id: string;
  secret: Buffer;
  previous_secret: Buffer | null;
  previous_secret_until: Date | null;
  status: string;
  hidden: boolean;
  config: unknown;
  destinations: DestinationRef[];
}

const SELECT_SITES = `
  select s.id, s.agency_id, s.name, s.domain, s.domains, s.script_id, s.secret, s.previous_secret, s.previous_secret_until, s.status, s.config,
         s.deletion_id is not null as hidden,
         coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'plugin', d.plugin) order by d.created_at)
                   from destinations d where d.site_id = s.id and d.enabled), '[]') as destinations
  from sites s where not s.erasing`;

const SELECT_HIDDEN_AGENCIES = 'select id from agencies where deletion_id is not null';

/** Message of the channel that means all sites. */
const ALL = 'all';

/**
 * All sites in memory, so that an accepted event costs no SQL. Loaded at start, kept fresh by Redis messages, and read
 * again as a whole whenever the subscription was interrupted, because messages may have been missed.
 */
@Injectable()
export class SiteDirectory implements OnModuleInit {
  private readonly logger = new Logger(SiteDirectory.name);
  private readonly byId = new Map<string, SiteEntry>();
  private readonly byScript = new Map<string, SiteEntry>();
  private hiddenAgencies: ReadonlySet<string> = new Set();

  constructor(
    private readonly database: SystemDatabase,
    private readonly redis: RedisConnections,
    private readonly keyRing: KeyRing,
  ) {}

  async onModuleInit(): Promise<void> {
    const subscription = this.redis.open();
    subscription.on('message', (_channel, siteId: string) => void this.attempt(() => (siteId === ALL ? this.reloadAll() : this.reload(siteId))));
    subscription.on('ready', () => void this.attempt(() => this.reloadAll()));
    // Rejects only when the process ends before it is connected.
    void subscription.subscribe(CHANNELS.siteChanged).catch(() => undefined);
    await this.reloadAll();
  }

  /** Hidden ones too. */
  find(siteId: string): SiteEntry | undefined {
    return this.byId.get(siteId);
  }

  /** Whether a site is there for its people. */
  isOpen(siteId: string): boolean {
    return this.byId.get(siteId)?.hidden === false;
  }

  findByScript(scriptId: string): SiteEntry | undefined {
    return this.byScript.get(scriptId);
  }

  /** Whether an agency is deleted, so that nobody may speak for it. */
  isAgencyHidden(agencyId: string): boolean {
    return this.hiddenAgencies.has(agencyId);
  }

  /** Tells every process, this one included, that a site or its destinations changed. */
  async announce(siteId: string): Promise<void> {
    await this.reload(siteId);
    await this.redis.shared.publish(CHANNELS.siteChanged, siteId);
  }

  /** Tells every process that an agency with all its sites changed. */
  async announceAll(): Promise<void> {
    await this.reloadAll();
    await this.redis.shared.publish(CHANNELS.siteChanged, ALL);
  }

  private async reloadAll(): Promise<void> {
    const [rows, agencies] = await Promise.all([
      this.database.query<SiteRow>(SELECT_SITES),
      this.database.query<{ id: string }>(SELECT_HIDDEN_AGENCIES),
    ]);
    this.hiddenAgencies = new Set(agencies.map(({ id }) => id));
    this.byId.clear();
    this.byScript.clear();
    for (const row of rows) this.put(row);
  }

  private async reload(siteId: string): Promise<void> {
    const [row] = await this.database.query<SiteRow>(`${SELECT_SITES} and s.id = $1`, [siteId]);
    const known = this.byId.get(siteId);
    if (known !== undefined) this.byScript.delete(known.scriptId);
    this.byId.delete(siteId);
    if (row !== undefined) this.put(row);
  }

  private put(row: SiteRow): void {
    const entry: SiteEntry = {
      id: row.id,
      agencyId: row.agency_id,
      name: row.name,
      scriptId: row.script_id,
      domains: [row.domain, ...row.domains].map((domain) => domain.toLowerCase()),
      paused: row.status === 'paused',
      hidden: row.hidden,
      config: completeSiteConfig(row.config),
      secret: this.keyRing.open(row.secret, SITE_SECRET),
      ...(row.previous_secret !== null &&
        row.previous_secret_until !== null && {
          previousSecret: { key: this.keyRing.open(row.previous_secret, SITE_SECRET), acceptedUntil: row.previous_secret_until.getTime() },
        }),
      destinations: row.destinations,
    };
    this.byId.set(entry.id, entry);
    if (!entry.hidden) this.byScript.set(entry.scriptId, entry);
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.logger.warn(`Sites could not be read again: ${error instanceof Error ? error.message : 'unknown'}`);
    }
  }
}

/** Keys whose signatures are accepted at a time. */
export const signingKeysOf = ({ secret, previousSecret }: SiteEntry, nowMs: number): readonly Buffer[] =>
  previousSecret !== undefined && nowMs < previousSecret.acceptedUntil ? [secret, previousSecret.key] : [secret];

/** Purpose under which a site's signing secret is sealed. */
export const SITE_SECRET = 'site-secret';
