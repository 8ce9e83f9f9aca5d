import { LEAST_PASSWORD_LENGTH, MOST_PASSWORD_LENGTH } from './password-length.js';

/**
 * Every environment variable Warp reads, declared once: type, default, unit and meaning.
 * `config.ts` reads by this table and docs/configuration.md is written from it.
 */
export interface Variable {
  readonly name: string;
  readonly type: 'text' | 'secret' | 'port' | 'count' | 'flag' | 'list';
  /** Shown in the docs; `generated` and `embedded` are words, not values. */
  readonly default: string;
  readonly unit?: string;
  readonly meaning: string;
}

export const VARIABLES = [
  { name: 'PORT', type: 'port', default: '3000', meaning: 'Where the core listens: API, socket, dashboard, script.' },
  { name: 'HOST', type: 'text', default: '127.0.0.1', meaning: 'The address it listens on.' },
  {
    name: 'WARP_DATA_DIR',
    type: 'text',
    default: '.warp',
    meaning: 'Embedded PostgreSQL and Redis, spool, reports, generated secrets.',
  },
  { name: 'DATABASE_URL', type: 'secret', default: 'embedded', meaning: 'Use this PostgreSQL instead of the embedded one.' },
  {
    name: 'DATABASE_APP_URL',
    type: 'secret',
    default: 'made from DATABASE_URL',
    meaning: 'Log-in for requests of people, where the user of DATABASE_URL may not create roles: see database.md.',
  },
  {
    name: 'DATABASE_SYSTEM_URL',
    type: 'secret',
    default: 'made from DATABASE_URL',
    meaning: 'Log-in for collecting, processing and delivering, where the user of DATABASE_URL may not create roles: see database.md.',
  },
  { name: 'REDIS_URL', type: 'secret', default: 'embedded', meaning: 'Use this Redis instead of the embedded one.' },
  { name: 'WARP_ADMIN_EMAIL', type: 'text', default: 'admin@warp.local', meaning: 'First super admin, made when there is no user yet.' },
  { name: 'WARP_ADMIN_PASSWORD', type: 'secret', default: 'generated', meaning: `Their password, ${LEAST_PASSWORD_LENGTH} to ${MOST_PASSWORD_LENGTH} characters; a generated one is printed once.` },
  { name: 'WARP_ROLES', type: 'list', default: 'all', meaning: 'Which of `collect`, `process`, `deliver`, `serve` this process is.' },
  { name: 'WARP_PUBLIC_URL', type: 'text', default: 'http://HOST:PORT', meaning: 'Base of links and snippets.' },
  {
    name: 'WARP_TRUSTED_PROXIES',
    type: 'list',
    default: '127.0.0.0/8,::1/128',
    meaning: 'Networks (CIDR) whose X-Forwarded-For is believed.',
  },
  {
    name: 'WARP_ENCRYPTION_KEYS',
    type: 'secret',
    default: 'generated',
    meaning: 'Key ring `id:base64,id:base64` of 32-byte keys; the first encrypts, all decrypt.',
  },
  {
    name: 'WARP_ALLOW_PRIVATE_NETWORK',
    type: 'flag',
    default: 'false',
    meaning: 'Let destinations and webhooks reach private or loopback addresses (development, tests).',
  },
  {
    name: 'WARP_DNS_SERVERS',
    type: 'list',
    default: '',
    meaning: 'Name servers that enrichments may ask for host names, as `10.0.0.53` or `10.0.0.53:5353`; empty: those of the machine.',
  },
  { name: 'WARP_PLUGIN_DIRS', type: 'list', default: '', meaning: 'Further folders with plugins: each subfolder, and the packages of a node_modules in it.' },
  { name: 'WARP_DEMO', type: 'flag', default: 'false', meaning: 'Demonstration agency, site and shop page at /demo; `npm start` turns it on.' },
  { name: 'WARP_LOG_LEVEL', type: 'text', default: 'info', meaning: 'pino level: trace, debug, info, warn, error, silent.' },
  { name: 'WARP_LOG_PARTITIONS', type: 'count', default: '4', meaning: 'Streams the event log is split into by visitor; the same for all processes.' },
  {
    name: 'WARP_SPOOL_BYTES',
    type: 'count',
    default: '1073741824',
    unit: 'bytes',
    meaning: 'Most that the spool may hold on disk while Redis is away; beyond it events are refused with 503.',
  },
  {
    name: 'WARP_SITE_EVENTS_PER_MINUTE',
    type: 'count',
    default: '600000',
    unit: 'events a minute',
    meaning: 'Most events a site may send; beyond it requests are answered 429. 0: no limit.',
  },
  {
    name: 'WARP_IP_EVENTS_PER_MINUTE',
    type: 'count',
    default: '3000',
    unit: 'events a minute',
    meaning: 'Most events one visitor address may send to a site; beyond it requests are answered 429. 0: no limit.',
  },
  {
    name: 'WARP_CONNECTIONS',
    type: 'count',
    default: '10000',
    unit: 'connections',
    meaning: 'Most connections a process keeps at once. Idle ones are let go when it gets near; beyond it new ones are closed.',
  },
  {
    name: 'WARP_CONNECTIONS_PER_ADDRESS',
    type: 'count',
    default: '500',
    unit: 'connections',
    meaning: 'Most connections of one address (IPv6: of one /64). Trusted proxies have no such limit: behind one it is the requests under way of the client it names, and beyond it they are answered 429.',
  },
  { name: 'WARP_HEAD_SECONDS', type: 'count', default: '10', unit: 'seconds', meaning: 'Time a client has for the head of a request; then it is answered 408.' },
  { name: 'WARP_BODY_SECONDS', type: 'count', default: '15', unit: 'seconds', meaning: 'Time a client has for the body of a request; then it is answered 408.' },
  {
    name: 'WARP_UNFINISHED_BODY_BYTES',
    type: 'count',
    default: '33554432',
    unit: 'bytes',
    meaning: 'Most memory of all bodies that are still coming in; beyond it the oldest is answered 408.',
  },
  { name: 'WARP_SOCKETS_PER_PERSON', type: 'count', default: '30', unit: 'sockets', meaning: 'Most live connections of one person to a process.' },
  { name: 'WARP_SOCKETS_PER_ADDRESS', type: 'count', default: '200', unit: 'sockets', meaning: 'Most live connections of one address, as of `WARP_CONNECTIONS_PER_ADDRESS`.' },
  {
    name: 'WARP_METRICS_TOKEN',
    type: 'secret',
    default: 'generated',
    meaning: 'Who reads /metrics sends it as `Authorization: Bearer …`; a generated one stands in the file `metrics-token` of the data directory.',
  },
  { name: 'WARP_BATCH_EVENTS', type: 'count', default: '1000', unit: 'events', meaning: 'Most events the pipeline stores in one transaction.' },
  {
    name: 'WARP_DELETION_GRACE_SECONDS',
    type: 'count',
    default: '604800',
    unit: 'seconds',
    meaning: 'How long a deleted site or agency can be restored before its data is removed. 0: it is removed at once.',
  },
] as const satisfies readonly Variable[];

export type VariableName = (typeof VARIABLES)[number]['name'];
