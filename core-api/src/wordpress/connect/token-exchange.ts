import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '../../config/config.module.js';
import type { ServicesConfig } from '../../config/config.js';
import { SystemDatabase } from '../../database/system-database.js';
import { challengeOf } from '../../destinations/accounts/authorize-url.js';
import { SiteDirectory, type SiteEntry } from '../../site-directory/site-directory.js';
import { SiteTokens } from '../tokens/site-tokens.js';
import { AuthorizationCodes, type TakenCode } from './authorization-codes.js';
import type { SiteTokenAnswer } from './authorizations.dto.js';
import { checkRedirectUri } from './redirect-uri.js';
import { invalidGrant } from './token-problem.js';
import type { TokenRequest } from './token-request.js';

/** Exchanges codes for tokens (RFC 6749, 4.1.3; RFC 7636, 4.6). */
@Injectable()
export class TokenExchange {
  constructor(
    @Inject(CONFIG) private readonly config: ServicesConfig,
    private readonly database: SystemDatabase,
    private readonly directory: SiteDirectory,
    private readonly codes: AuthorizationCodes,
    private readonly tokens: SiteTokens,
  ) {}

  /**
   * A code is good for one try, whatever comes of it. One that comes again from whoever knows its verifier was stolen, or its token was:
   * what it gave is revoked.
   * @throws Problem 400 invalid_grant
   */
  async exchange(request: TokenRequest): Promise<SiteTokenAnswer> {
    const token = await this.database.transaction(async (client) => {
      const code = await this.codes.take(client, request.code);
      if (code === undefined || !isFor(code, request)) return undefined;
      const site = this.directory.find(code.siteId);
      if (site === undefined || site.hidden) return undefined;
      if (!code.fresh) {
        if (code.tokenId !== null) await this.tokens.revoke(client, { tokenId: code.tokenId, siteId: site.id, agencyId: site.agencyId }, null);
        return undefined;
      }
      const issued = await this.tokens.issue(client, { ...code, agencyId: site.agencyId, name: homeOf(code), via: 'connect' });
      await this.codes.exchanged(client, request.code, issued.id);
      return this.answer(site, code, issued.token);
    });
    if (token !== undefined) return token;
    await this.tokens.announceRevoked();
    throw invalidGrant();
  }

  private answer(site: SiteEntry, { scopes }: TakenCode, token: string): SiteTokenAnswer {
    return {
      access_token: token,
      token_type: 'Bearer',
      scope: scopes.join(' '),
      site_id: site.id,
      site_name: site.name,
      script_id: site.scriptId,
      core: this.config.publicUrl,
      secret: site.secret.toString('base64url'),
    };
  }
}

const isFor = ({ codeChallenge, redirectUri }: TakenCode, { code_verifier, redirect_uri }: TokenRequest): boolean =>
  redirectUri === redirect_uri && timingSafeEqual(Buffer.from(challengeOf(code_verifier)), Buffer.from(codeChallenge));

function homeOf({ redirectUri }: TakenCode): string {
  const checked = checkRedirectUri(redirectUri);
  return checked.ok ? checked.redirect.home : '';
}
