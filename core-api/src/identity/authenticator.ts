import { Inject, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { CONFIG } from '../config/config.module.js';
import type { ServicesConfig } from '../config/config.js';
import { unauthorized } from '../http/problem.js';
import { Revocations } from '../revocations/revocations.js';
import { SiteDirectory } from '../site-directory/site-directory.js';
import type { Principal, PrincipalSession } from './principal.js';
import { ROLE_NAMES, type RoleName } from '../database/entities/user.entity.js';
import { tokenKeys } from './token-keys.js';

/** Life of an access token, unless it is ended before. */
export const ACCESS_SECONDS = 15 * 60;

const ISSUER = 'warp';
/** What a token is for, and of which kind it is (RFC 9068): nothing else that is signed with the same keys passes for one. */
const AUDIENCE = 'warp-api';
const TYPE = 'at+jwt';

/** Somebody who logged in. */
export type PersonPrincipal = Principal & { readonly session: PrincipalSession };

interface Claims {
  readonly sub: string;
  readonly agency_id: string | null;
  readonly role: RoleName;
  /** The log-in. */
  readonly sid: string;
  /** Of the person's tokens. */
  readonly ver: number;
}

/** Issues and checks access tokens (JWT, HS256). */
@Injectable()
export class Authenticator {
  private readonly keys: readonly Buffer[];

  constructor(
    @Inject(CONFIG) config: ServicesConfig,
    private readonly jwt: JwtService,
    private readonly revocations: Revocations,
    private readonly directory: SiteDirectory,
  ) {
    this.keys = tokenKeys(config.encryptionKeys);
  }

  /** @returns a token that speaks for the principal for `ACCESS_SECONDS`. */
  async issueAccessToken({ userId, agencyId, role, session }: PersonPrincipal): Promise<string> {
    const claims: Claims = { sub: userId, agency_id: agencyId, role, sid: session.id, ver: session.version };
    return this.jwt.signAsync(claims, {
      secret: this.keys[0]!,
      algorithm: 'HS256',
      header: { alg: 'HS256', typ: TYPE },
      issuer: ISSUER,
      audience: AUDIENCE,
      expiresIn: ACCESS_SECONDS,
    });
  }

  /** @throws Problem 401 `invalid_token` when it is not ours, was changed, is over, or was ended; 503 when that cannot be told */
  async verifyAccessToken(token: string): Promise<PersonPrincipal> {
    const claims = await this.claimsOf(token);
    if (claims !== undefined) {
      await this.revocations.ensureCurrent();
      if (!this.isEnded({ userId: claims.sub, agencyId: claims.agency_id, session: { id: claims.sid, version: claims.ver } }))
        return { userId: claims.sub, agencyId: claims.agency_id, role: claims.role, session: { id: claims.sid, version: claims.ver } };
    }
    throw unauthorized('invalid_token', 'The access token is wrong or over: log in or refresh it.');
  }

  /** Whether what a token speaks for was ended since it was issued. */
  isEnded({ userId, agencyId, session }: Pick<PersonPrincipal, 'userId' | 'agencyId' | 'session'>): boolean {
    if (agencyId !== null && this.directory.isAgencyHidden(agencyId)) return true;
    return this.revocations.has('user', userId, session.version) || this.revocations.has('session', session.id);
  }

  private async claimsOf(token: string): Promise<Claims | undefined> {
    for (const secret of this.keys) {
      const signed = await this.jwt
        .verifyAsync<{ header: { typ?: string }; payload: unknown }>(token, { secret, algorithms: ['HS256'], issuer: ISSUER, audience: AUDIENCE, complete: true })
        .catch(() => undefined);
      if (signed?.header.typ === TYPE && isClaims(signed.payload)) return signed.payload;
    }
    return undefined;
  }
}

function isClaims(value: unknown): value is Claims {
  if (typeof value !== 'object' || value === null) return false;
  const { sub, agency_id, role, sid, ver } = value as Partial<Record<keyof Claims, unknown>>;
  return (
    typeof sub === 'string' &&
    typeof sid === 'string' &&
    Number.isInteger(ver) &&
    (agency_id === null || typeof agency_id === 'string') &&
    (ROLE_NAMES as readonly unknown[]).includes(role) &&
    (role === 'super_admin') === (agency_id === null)
  );
}
