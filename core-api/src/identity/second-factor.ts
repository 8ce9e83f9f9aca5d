import { Injectable } from '@nestjs/common';
import { Secret, TOTP } from 'otpauth';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { RedisConnections } from '../redis/redis.module.js';
import { KeyRing } from '../secrets/key-ring.js';

/** Purpose under which a person's second-factor secret is sealed. */
const TOTP_SECRET = 'totp';

/** RFC 6238 as every authenticator app does it. */
const FORM = { issuer: 'Warp', algorithm: 'SHA1', digits: 6, period: 30 } as const;

/** Steps a clock may be off, either way. */
const WINDOW = 1;

export interface Enrolment {
  /** Sealed, for the database. */
  readonly sealed: Buffer;
  /** Base32, to type in. */
  readonly secret: string;
  /** `otpauth://…`, to draw as a QR code. */
  readonly url: string;
}

/** Whose code it is; `totpSecret` is sealed. */
export interface Enrolled {
  readonly id: string;
  readonly totpSecret: Buffer | null;
}

/** The second factor: six digits that change every half minute, each good for one log-in. */
@Injectable()
export class SecondFactor {
  private readonly used: RateLimiterRedis;

  constructor(
    private readonly keyRing: KeyRing,
    redis: RedisConnections,
  ) {
    // One point per person and time step: the second use of a code is refused (RFC 6238, 5.2).
    const once = { points: 1, duration: FORM.period * (2 * WINDOW + 1) };
    this.used = new RateLimiterRedis({
      ...once,
      storeClient: redis.shared,
      keyPrefix: 'warp:totp',
      rejectIfRedisNotReady: true,
      insuranceLimiter: new RateLimiterMemory(once),
    });
  }

  enrol(email: string): Enrolment {
    const secret = new Secret({ size: 20 });
    const url = new TOTP({ ...FORM, label: email, secret }).toString();
    return { sealed: this.keyRing.seal(secret.base32, TOTP_SECRET), secret: secret.base32, url };
  }

  /** Whether a code is a person's current one and was not used before. */
  async accepts(user: Enrolled, code: string): Promise<boolean> {
    if (user.totpSecret === null) return false;
    const secret = Secret.fromBase32(this.keyRing.open(user.totpSecret, TOTP_SECRET).toString());
    const offset = TOTP.validate({ token: code, secret, ...FORM, window: WINDOW });
    if (offset === null) return false;
    try {
      await this.used.consume(`${user.id}:${TOTP.counter({ period: FORM.period }) + offset}`);
      return true;
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return false;
      throw refusal;
    }
  }
}
