import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { KEYS } from '../../redis/keys.js';
import { RedisConnections } from '../../redis/redis.module.js';
import { KeyRing } from '../../secrets/key-ring.js';

/** How long an owner has to agree at the vendor. */
export const PENDING_SECONDS = 600;

/** A connection that was begun: who for, and what the answer has to fit. */
export interface Pending {
  readonly userId: string;
  readonly siteId: string;
  readonly destinationId: string;
  /** The code verifier (RFC 7636). */
  readonly verifier: string;
  /** Hash of the cookie of the browser it was begun in. */
  readonly browser: string;
  /** Hash of the settings that decide where the answer's code and tokens go: who agreed meant those. */
  readonly recipients: string;
}

/** Purpose under which pending connections are sealed. */
const PURPOSE = 'oauth-pending';

/** Connections under way, in Redis for all processes. The state is known to the browser alone: here is its hash. */
@Injectable()
export class PendingConnections {
  constructor(
    private readonly redis: RedisConnections,
    private readonly keyRing: KeyRing,
  ) {}

  async put(state: string, pending: Pending): Promise<void> {
    const sealed = this.keyRing.seal(JSON.stringify(pending), PURPOSE);
    await this.redis.shared.set(KEYS.oauthPending(hashOf(state)), sealed, 'EX', PENDING_SECONDS);
  }

  /** Once: a second call with the same state finds nothing. */
  async take(state: string): Promise<Pending | undefined> {
    const sealed = await this.redis.shared.getdelBuffer(KEYS.oauthPending(hashOf(state)));
    return sealed === null ? undefined : (JSON.parse(this.keyRing.open(sealed, PURPOSE).toString()) as Pending);
  }
}

/** States and cookies are 256 random bits, so a fast hash is enough. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');
