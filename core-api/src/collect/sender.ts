import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '../config/config.module.js';
import type { ServicesConfig } from '../config/config.js';
import { type SiteEntry, signingKeysOf } from '../site-directory/site-directory.js';
import { ApiKeys } from '../identity/api-keys/api-keys.js';
import { clientAddress, namedHops, Networks, plainAddress } from '../http/client-address.js';
import type { Via } from './log-entry.js';
import { isAllowedOrigin } from './origin.js';
import { isSigned } from './signature.js';
import { TrackProblem } from './track-problem.js';
import { header, type TrackRequest } from './track-request.js';

/** Who sent a request, as far as it is proven. */
export interface Sender {
  readonly via: Via;
  /** The visitor's; null when nobody trustworthy said it. */
  readonly ip: string | null;
  readonly ua: string | null;
  /** Whether events may name their own address, user agent and old times. */
  readonly trusted: boolean;
  /** Of a proxy: its signed headers name the one visitor whom it speaks for. */
  readonly namesVisitor?: boolean;
}

/** Tells who a request speaks for: an API key's holder, the site's own proxy, or anybody's browser. */
@Injectable()
export class Senders {
  private readonly trustedProxies: Networks;

  constructor(
    @Inject(CONFIG) config: ServicesConfig,
    private readonly apiKeys: ApiKeys,
  ) {
    this.trustedProxies = new Networks(config.trustedProxies);
  }

  /** @throws TrackProblem invalid_api_key, bad_signature, origin_not_allowed */
  identify(request: TrackRequest, site: SiteEntry, nowMs: number): Sender | Promise<Sender> {
    const authorization = header(request, 'authorization');
    if (authorization !== undefined) return this.byApiKey(authorization, site);
    const signature = header(request, 'x-warp-signature');
    if (signature !== undefined) return this.byProxy(request, signature, site, nowMs);
    if (!isAllowedOrigin(header(request, 'origin'), site.domains)) throw new TrackProblem(403, 'origin_not_allowed');
    return {
      via: 'script',
      ip: clientAddress(
        request.peer,
        namedHops({ forwardedFor: header(request, 'x-forwarded-for'), forwarded: header(request, 'forwarded') }),
        this.trustedProxies,
      ),
      ua: header(request, 'user-agent')?.slice(0, MAX_USER_AGENT) ?? null,
      trusted: false,
    };
  }

  private async byApiKey(authorization: string, site: SiteEntry): Promise<Sender> {
    const key = /^Bearer (\S{1,256})$/i.exec(authorization)?.[1];
    const holder = key === undefined ? undefined : await this.apiKeys.verify(key, 'track');
    if (holder === undefined || holder.agencyId !== site.agencyId || (holder.siteId ?? site.id) !== site.id)
      throw new TrackProblem(401, 'invalid_api_key');
    return { via: 'api_key', ip: null, ua: null, trusted: true };
  }

  private byProxy(request: TrackRequest, signature: string, site: SiteEntry, nowMs: number): Sender {
    const ip = header(request, 'x-warp-client-ip') ?? '';
    const ua = header(request, 'x-warp-client-ua') ?? '';
    const timestamp = header(request, 'x-warp-timestamp') ?? '';
    const signed = { timestamp, ip, ua, body: request.body };
    if (!signingKeysOf(site, nowMs).some((key) => isSigned(signed, signature, key, nowMs)))
      throw new TrackProblem(401, 'bad_signature');
    return { via: 'proxy', ip: plainAddress(ip), ua: ua === '' ? null : ua.slice(0, MAX_USER_AGENT), trusted: true, namesVisitor: ip !== '' || ua !== '' };
  }
}

const MAX_USER_AGENT = 1024;
