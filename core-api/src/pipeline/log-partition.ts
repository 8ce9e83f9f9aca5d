import { Logger } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { MESSAGE_FIELD } from '../collect/log-message.js';
import { KEYS, LOG_GROUP } from '../redis/keys.js';

/** A message of the log, not yet acknowledged. */
export interface LogMessage {
  readonly id: string;
  readonly text: string;
}

const LEASE_MS = 10_000;
const BLOCK_MS = 1_000;

/** Takes or keeps the lease: only one worker may own a partition. */
const KEEP_LEASE = `
  local owner = redis.call('get', KEYS[1])
  if owner == ARGV[1] then redis.call('pexpire', KEYS[1], ARGV[2]) return 1 end
  if owner then return 0 end
  redis.call('set', KEYS[1], ARGV[1], 'PX', ARGV[2])
  return 1`;

const GIVE_LEASE_BACK = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;

/**
 * One partition of the event log, as its single reader sees it. A lease says who that is, which keeps a visitor's events
 * in order; a worker that dies loses it within 10 s and the next owner starts with what was read but not acknowledged.
 */
export class LogPartition {
  private readonly logger = new Logger(LogPartition.name);
  private readonly stream: string;
  private readonly lease: string;
  /** Messages this owner was given and has not acknowledged come first. */
  private hasPending = true;
  private keptUntil = 0;

  constructor(
    private readonly redis: Redis,
    partition: number,
    private readonly worker: string,
  ) {
    this.stream = KEYS.log(partition);
    this.lease = KEYS.logLease(partition);
  }

  /** Whether this worker owns the partition now; renews at a third of the lease. */
  async own(): Promise<boolean> {
    const now = Date.now();
    if (now < this.keptUntil - (LEASE_MS * 2) / 3) return true;
    const owns = (await this.redis.eval(KEEP_LEASE, 1, this.lease, this.worker, LEASE_MS)) === 1;
    if (owns && this.keptUntil < now) await this.takeOver();
    this.keptUntil = owns ? now + LEASE_MS : 0;
    return owns;
  }

  /** The next messages, at most so many; waits up to a second for the first. */
  async read(count: number): Promise<readonly LogMessage[]> {
    if (this.hasPending) {
      const pending = await this.readFrom('0', count);
      if (pending.length > 0) return pending;
      this.hasPending = false;
    }
    return this.readFrom('>', count);
  }

  /** Says that messages are stored; only then do they leave the log. */
  async acknowledge(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.redis.multi().xack(this.stream, LOG_GROUP, ...ids).xdel(this.stream, ...ids).exec();
  }

  /** After a failure: what was read is read again, and a log that came back empty gets its group anew. */
  rewind(): void {
    this.hasPending = true;
    this.keptUntil = 0;
  }

  async giveBack(): Promise<void> {
    await this.redis.eval(GIVE_LEASE_BACK, 1, this.lease, this.worker);
    this.keptUntil = 0;
  }

  /** Makes the group if it is missing, and takes over everything the last owner did not acknowledge. */
  private async takeOver(): Promise<void> {
    await this.redis.xgroup('CREATE', this.stream, LOG_GROUP, '0', 'MKSTREAM').catch((error: Error) => {
      if (!error.message.startsWith('BUSYGROUP')) throw error;
    });
    let cursor = '0-0';
    let claimed = 0;
    do {
      const [next, messages] = (await this.redis.xautoclaim(this.stream, LOG_GROUP, this.worker, 0, cursor, 'COUNT', 1000, 'JUSTID')) as [
        string,
        string[],
      ];
      claimed += messages.length;
      cursor = next;
    } while (cursor !== '0-0');
    if (claimed > 0) this.logger.log(`${this.stream}: took over ${claimed} unfinished messages.`);
    this.hasPending = true;
  }

  private async readFrom(from: '0' | '>', count: number): Promise<readonly LogMessage[]> {
    const reply = (await this.redis.xreadgroup(
      'GROUP',
      LOG_GROUP,
      this.worker,
      'COUNT',
      count,
      'BLOCK',
      BLOCK_MS,
      'STREAMS',
      this.stream,
      from,
    )) as [string, [string, string[] | null][]][] | null;
    return (reply?.[0]?.[1] ?? []).map(([id, fields]) => ({ id, text: fields?.[fields.indexOf(MESSAGE_FIELD) + 1] ?? '' }));
  }
}
