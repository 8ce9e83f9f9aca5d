import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { isNetwork } from '../http/client-address.js';
import { LEAST_PASSWORD_LENGTH, MOST_PASSWORD_LENGTH } from './password-length.js';
import { VARIABLES, type VariableName } from './variables.js';

export const ROLES = ['collect', 'process', 'deliver', 'serve'] as const;
export type Role = (typeof ROLES)[number];

/** The whole configuration of one process, checked. */
export interface WarpConfig {
  readonly port: number;
  readonly host: string;
  /** Absolute. */
  readonly dataDir: string;
  /** Absent: the embedded service. */
  readonly databaseUrl?: string;
  /** Absent: log-ins that are made from the owner's. */
  readonly databaseAppUrl?: string;
  readonly databaseSystemUrl?: string;
  readonly redisUrl?: string;
  readonly adminEmail: string;
  readonly adminPassword?: string;
  readonly roles: ReadonlySet<Role>;
  /** Without a trailing slash. */
  readonly publicUrl: string;
  readonly trustedProxies: readonly string[];
  readonly encryptionKeys: string;
  readonly allowPrivateNetwork: boolean;
  /** Empty: the machine's own. */
  readonly dnsServers: readonly string[];
  /** Absolute. */
  readonly pluginDirs: readonly string[];
  readonly demo: boolean;
  readonly logLevel: string;
  readonly logPartitions: number;
  readonly batchEvents: number;
  readonly deletionGraceSeconds: number;
  readonly spoolBytes: number;
  /** 0: no limit. */
  readonly siteEventsPerMinute: number;
  readonly ipEventsPerMinute: number;
  readonly connections: number;
  readonly connectionsPerAddress: number;
  readonly headSeconds: number;
  readonly bodySeconds: number;
  readonly unfinishedBodyBytes: number;
  readonly socketsPerPerson: number;
  readonly socketsPerAddress: number;
  readonly metricsToken: string;
}

/** Which variables are wrong and what is expected of them; never repeats a value. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The configuration has ${faults.length === 1 ? 'a fault' : 'faults'}:\n${faults.map((f) => `  - ${f}`).join('\n')}`);
  }
}

/**
 * Reads and checks the environment.
 * Generates what must be secret and was not given (encryption keys) into the data directory.
 * @throws ConfigError naming every wrong variable at once.
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): WarpConfig {
  const reader = new Reader(env);
  const port = reader.port('PORT');
  const host = reader.text('HOST');
  const dataDir = resolve(reader.text('WARP_DATA_DIR'));
  const roles = reader.roles();
  const databaseUrl = reader.url('DATABASE_URL', ['postgres:', 'postgresql:']);
  const databaseAppUrl = reader.url('DATABASE_APP_URL', ['postgres:', 'postgresql:']);
  const databaseSystemUrl = reader.url('DATABASE_SYSTEM_URL', ['postgres:', 'postgresql:']);
  const redisUrl = reader.url('REDIS_URL', ['redis:', 'rediss:']);
  const publicUrl = (reader.url('WARP_PUBLIC_URL', ['http:', 'https:']) ?? `http://${host}:${port}`).replace(/\/$/, '');
  const trustedProxies = reader.networks('WARP_TRUSTED_PROXIES');
  const adminEmail = reader.text('WARP_ADMIN_EMAIL');
  const adminPassword = env['WARP_ADMIN_PASSWORD'];
  const metricsToken = env['WARP_METRICS_TOKEN'] || undefined;
  if (metricsToken !== undefined && !/^[\x21-\x7e]{16,}$/.test(metricsToken)) reader.fault('WARP_METRICS_TOKEN', 'at least 16 characters without spaces');
  if (adminPassword !== undefined && (adminPassword.length < LEAST_PASSWORD_LENGTH || adminPassword.length > MOST_PASSWORD_LENGTH))
    reader.fault('WARP_ADMIN_PASSWORD', `${LEAST_PASSWORD_LENGTH} to ${MOST_PASSWORD_LENGTH} characters`);
  const settings = {
    allowPrivateNetwork: reader.flag('WARP_ALLOW_PRIVATE_NETWORK'),
    dnsServers: reader.nameServers('WARP_DNS_SERVERS'),
    pluginDirs: reader.folders('WARP_PLUGIN_DIRS'),
    demo: reader.flag('WARP_DEMO'),
    logLevel: reader.oneOf('WARP_LOG_LEVEL', ['trace', 'debug', 'info', 'warn', 'error', 'silent']),
    logPartitions: reader.count('WARP_LOG_PARTITIONS', 1, 64),
    batchEvents: reader.count('WARP_BATCH_EVENTS', 1, 10_000),
    deletionGraceSeconds: reader.count('WARP_DELETION_GRACE_SECONDS', 0, 366 * 24 * 3600),
    spoolBytes: reader.count('WARP_SPOOL_BYTES', 1_000_000, Number.MAX_SAFE_INTEGER),
    siteEventsPerMinute: reader.count('WARP_SITE_EVENTS_PER_MINUTE', 0, 1_000_000_000),
    ipEventsPerMinute: reader.count('WARP_IP_EVENTS_PER_MINUTE', 0, 1_000_000_000),
    connections: reader.count('WARP_CONNECTIONS', 10, 1_000_000),
    connectionsPerAddress: reader.count('WARP_CONNECTIONS_PER_ADDRESS', 1, 1_000_000),
    headSeconds: reader.count('WARP_HEAD_SECONDS', 1, 600),
    bodySeconds: reader.count('WARP_BODY_SECONDS', 1, 600),
    unfinishedBodyBytes: reader.count('WARP_UNFINISHED_BODY_BYTES', 1_000_000, Number.MAX_SAFE_INTEGER),
    socketsPerPerson: reader.count('WARP_SOCKETS_PER_PERSON', 1, 100_000),
    socketsPerAddress: reader.count('WARP_SOCKETS_PER_ADDRESS', 1, 1_000_000),
  };
  reader.finish();
  return {
    port,
    host,
    dataDir,
    roles,
    publicUrl,
    trustedProxies,
    adminEmail,
    ...settings,
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(databaseAppUrl === undefined ? {} : { databaseAppUrl }),
    ...(databaseSystemUrl === undefined ? {} : { databaseSystemUrl }),
    ...(redisUrl === undefined ? {} : { redisUrl }),
    ...(adminPassword === undefined ? {} : { adminPassword }),
    // Lost keys make stored credentials unreadable, so they are written before first use.
    encryptionKeys: env['WARP_ENCRYPTION_KEYS'] ?? generatedSecret(dataDir, 'encryption-keys', () => `k1:${randomBytes(32).toString('base64')}`),
    metricsToken: metricsToken ?? generatedSecret(dataDir, 'metrics-token', () => randomBytes(24).toString('base64url')),
  };
}

class Reader {
  private readonly faults: string[] = [];

  constructor(private readonly env: Readonly<Record<string, string | undefined>>) {}

  text(name: VariableName): string {
    const given = this.env[name]?.trim();
    return given === undefined || given === '' ? defaultOf(name) : given;
  }

  fault(name: VariableName, rule: string): void {
    this.faults.push(`${name}: ${rule}.`);
  }

  port(name: VariableName): number {
    return this.count(name, 0, 65_535);
  }

  count(name: VariableName, least: number, most: number): number {
    const value = Number(this.text(name));
    if (!Number.isInteger(value) || value < least || value > most) this.fault(name, `a whole number from ${least} to ${most}`);
    return value;
  }

  flag(name: VariableName): boolean {
    return this.oneOf(name, ['true', 'false']) === 'true';
  }

  oneOf(name: VariableName, words: readonly string[]): string {
    const value = this.text(name);
    if (!words.includes(value)) this.fault(name, `one of ${words.join(', ')}`);
    return value;
  }

  list(name: VariableName): readonly string[] {
    return this.text(name)
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
  }

  url(name: VariableName, protocols: readonly string[]): string | undefined {
    const value = this.env[name]?.trim();
    if (value === undefined || value === '') return undefined;
    if (!URL.canParse(value) || !protocols.includes(new URL(value).protocol))
      this.fault(name, `an address that starts with ${protocols.map((p) => `${p}//`).join(' or ')}`);
    return value;
  }

  networks(name: VariableName): readonly string[] {
    const networks = this.list(name);
    if (!networks.every(isNetwork)) this.fault(name, 'a comma list of networks such as 10.0.0.0/8');
    return networks;
  }

  /** Addresses with or without a port, IPv6 with one in brackets, as node:dns takes them. */
  nameServers(name: VariableName): readonly string[] {
    const servers = this.list(name);
    const isServer = (server: string): boolean => isIP(server) !== 0 || isIP(/^\[?([^\]]+)\]?:\d{1,5}$/.exec(server)?.[1] ?? '') !== 0;
    if (!servers.every(isServer)) this.fault(name, 'a comma list of addresses such as 10.0.0.53 or 10.0.0.53:5353');
    return servers;
  }

  /** Folders that exist, absolute. */
  folders(name: VariableName): readonly string[] {
    const folders = this.list(name).map((folder) => resolve(folder));
    if (!folders.every((folder) => existsSync(folder))) this.fault(name, 'a comma list of folders that exist');
    return folders;
  }

  roles(): ReadonlySet<Role> {
    const words = this.list('WARP_ROLES');
    if (words.includes('all')) return new Set(ROLES);
    const known = words.filter((word): word is Role => (ROLES as readonly string[]).includes(word));
    if (known.length !== words.length || known.length === 0) this.fault('WARP_ROLES', `all, or a comma list of ${ROLES.join(', ')}`);
    return new Set(known);
  }

  finish(): void {
    if (this.faults.length > 0) throw new ConfigError(this.faults);
  }
}

const defaultOf = (name: VariableName): string => VARIABLES.find((variable) => variable.name === name)?.default ?? '';

/** One per data directory, made at the first start. */
function generatedSecret(dataDir: string, name: string, make: () => string): string {
  const file = join(dataDir, name);
  if (!existsSync(file)) {
    // PostgreSQL's account may have to pass through it.
    mkdirSync(dataDir, { recursive: true, mode: 0o711 });
    writeFileSync(file, `${make()}\n`, { mode: 0o600 });
  }
  return readFileSync(file, 'utf8').trim();
}

/** The configuration once the embedded services run: both addresses are known. */
export type ServicesConfig = WarpConfig & { readonly databaseUrl: string; readonly redisUrl: string };
