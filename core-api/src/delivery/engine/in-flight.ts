import { Injectable } from '@nestjs/common';
import { KEYS } from '../../redis/keys.js';
import { RedisConnections } from '../../redis/redis.module.js';
import { LEASE_SECONDS } from './delivery-store.js';

/**
 * Jobs of each destination that are under way, over all workers, so that a destination never gets more requests at once
 * than its plugin allows. A dead worker's places become free when its lease ends.
 */
@Injectable()
export class InFlight {
  constructor(private readonly redis: RedisConnections) {}

  /** Takes a place. @returns false when all are taken */
  async enter(destinationId: string, job: string, places: number): Promise<boolean> {
    const now = Date.now();
    const taken = await this.redis.shared.eval(ENTER, 1, KEYS.inFlight(destinationId), now, now + LEASE_SECONDS * 1000, job, places);
    return taken === 1;
  }

  /** Keeps a place for another lease. */
  async stay(destinationId: string, job: string): Promise<void> {
    await this.redis.shared.zadd(KEYS.inFlight(destinationId), 'XX', Date.now() + LEASE_SECONDS * 1000, job);
  }

  async leave(destinationId: string, job: string): Promise<void> {
    await this.redis.shared.zrem(KEYS.inFlight(destinationId), job);
  }
}

const ENTER = `
  redis.call('zremrangebyscore', KEYS[1], '-inf', ARGV[1])
  if redis.call('zcard', KEYS[1]) >= tonumber(ARGV[4]) then return 0 end
  redis.call('zadd', KEYS[1], ARGV[2], ARGV[3])
  return 1`;
