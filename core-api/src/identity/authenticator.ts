import { Inject, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { CONFIG } from '../config/config.module.js';
import type { ServicesConfig } from '../config/config.js';
import { unauthorized } from '../problems/problem.js';
import { SiteDirectory } from '../sites/site-directory.js';
import type { Principal } from './principal.js';
import { ROLE_NAMES, type RoleName } from './rights.js';
import { tokenKeys } from './token-keys.js';

/** Life of an access token. A role that changed, or a person who was removed, is cut off no later. */
export const ACCESS_SECONDS = 15 * 60;

const ISSUER = 'warp';

interface Claims {
  readonly sub: string;
  readonly agency_id: string | null;
  readonly role: RoleName;
}

/** Issues and checks access tokens (JWT, HS256). */
@Injectable()
export class Authenticator {
  private readonly keys: readonly Buffer[];

  constructor(
    @Inject(CONFIG) config: ServicesConfig,
    private readonly jwt: JwtService,
    private readonly directory: SiteDirectory,
  ) {
    this.keys = tokenKeys(config.encryptionKeys);
  }

  /** @returns a token that speaks for the principal for `ACCESS_SECONDS`. */
  async issueAccessToken({ userId, agencyId, role }: Principal): Promise<string> {
    const claims: Claims = { sub: userId, agency_id: agencyId, role };
    return this.jwt.signAsync(claims, {
      secret: this.keys[0]!,
      algorithm: 'HS256',
      issuer: ISSUER,
      expiresIn: ACCESS_SECONDS,
    });
  }

  /** @throws Problem 401 `invalid_token` when it is not ours, was changed, or is over, or speaks for a deleted agency. */
  async verifyAccessToken(token: string): Promise<Principal> {
    for (const secret of this.keys) {
      const claims: unknown = await this.jwt
        .verifyAsync<Claims>(token, { secret, algorithms: ['HS256'], issuer: ISSUER })
        .catch(() => undefined);
      if (isClaims(claims) && !(claims.agency_id !== null && this.directory.isAgencyHidden(claims.agency_id)))
        return { userId: claims.sub, agencyId: claims.agency_id, role: claims.role };
    }
    throw unauthorized('invalid_token', 'The access token is wrong or over: log in or refresh it.');
  }
}

function isClaims(value: unknown): value is Claims {
  if (typeof value !== 'object' || value === null) return false;
  const { sub, agency_id, role } = value as Partial<Record<keyof Claims, unknown>>;
  return (
    typeof sub === 'string' &&
    (agency_id === null || typeof agency_id === 'string') &&
    (ROLE_NAMES as readonly unknown[]).includes(role) &&
    (role === 'super_admin') === (agency_id === null)
  );
}
