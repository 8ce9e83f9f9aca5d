import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { freePort } from '../../scripts/services/ports.js';
import { loadConfig } from '../../src/config/config.js';
import { startWarp, type RunningWarp } from '../../src/main.js';
import { KeyRing } from '../../src/secrets/key-ring.js';
import { createWorld, emailOf, PASSWORD, type Who, type World } from '../api/world.js';
import { createTestDatabase, type TestDatabase } from '../setup/database.js';
import { testRedis } from '../setup/redis.js';

export interface Answer {
  readonly status: number;
  readonly json: Record<string, unknown>;
  /** As a browser would send it back. */
  readonly cookie: string;
}

export interface Asked {
  readonly token?: string | undefined;
  readonly cookie?: string;
  readonly body?: unknown;
}

/** One log-in. */
export interface LoggedIn {
  readonly token: string;
  readonly cookie: string;
}

/** A process of Warp, asked over HTTP. */
export class Process {
  constructor(
    readonly url: string,
    readonly warp: RunningWarp,
  ) {}

  async ask(method: string, path: string, { token, cookie, body }: Asked = {}): Promise<Answer> {
    const answer = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(cookie === undefined ? {} : { cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      json: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {},
      cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '',
    };
  }

  async logIn(email: string, password = PASSWORD): Promise<LoggedIn> {
    const { json, cookie, status } = await this.ask('POST', '/api/auth/login', { body: { email, password } });
    if (status !== 200) throw new Error(`Logging in as ${email} was answered ${status}.`);
    return { token: json['access_token'] as string, cookie };
  }

  /** A socket that is connected, or refused. */
  async socket(token: string): Promise<Socket> {
    const socket = io(this.url, { auth: { token }, reconnection: false, transports: ['websocket'] });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', () => resolve());
      socket.once('connect_error', (error) => reject(error));
    });
    return socket;
  }
}

/** Two processes that serve and collect, on one database and one Redis. */
export interface TwoProcesses {
  readonly first: Process;
  readonly second: Process;
  readonly database: TestDatabase;
  readonly world: World;
  readonly redisUrl: string;
  /** Logs in at the first process, once. */
  tokenOf(who: Who): Promise<string>;
  stopRedis(): Promise<void>;
  stop(): Promise<void>;
}

export async function startTwoProcesses(env: Readonly<Record<string, string>> = {}): Promise<TwoProcesses> {
  const database = await createTestDatabase();
  const redis = await testRedis();
  const keys = `k:${randomBytes(32).toString('base64')}`;
  const world = await createWorld(database, new KeyRing(keys));
  const folders: string[] = [];
  const start = async (): Promise<Process> => {
    const dataDir = mkdtempSync(join(tmpdir(), 'warp-two-'));
    folders.push(dataDir);
    const port = await freePort();
    const config = loadConfig({ WARP_DATA_DIR: dataDir, PORT: String(port), WARP_ROLES: 'serve,collect', WARP_LOG_LEVEL: 'silent', WARP_ENCRYPTION_KEYS: keys, ...env });
    return new Process(`http://127.0.0.1:${port}`, await startWarp({ ...config, databaseUrl: database.url, redisUrl: redis.url }));
  };
  const [first, second] = [await start(), await start()];
  const tokens = new Map<Who, string>();
  let redisRuns = true;
  const stopRedis = async (): Promise<void> => {
    if (redisRuns) await redis.stop();
    redisRuns = false;
  };
  return {
    first,
    second,
    database,
    world,
    redisUrl: redis.url,
    stopRedis,
    tokenOf: async (who) => {
      const token = tokens.get(who) ?? (await first.logIn(emailOf(who))).token;
      tokens.set(who, token);
      return token;
    },
    stop: async () => {
      await Promise.all([first.warp.close(), second.warp.close()]);
      await stopRedis();
      await database.drop();
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    },
  };
}
