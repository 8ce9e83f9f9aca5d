import { Body, Controller, HttpCode, Post, type RawBodyRequest, Req } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { isSigned } from '../../collect/signature.js';
import { seenAddresses, visitorAddress } from '../../collect/visitor-address.js';
import { Places } from '../../enrichment/places.js';
import { ApiProblems } from '../../http/problem.dto.js';
import { invalid, notFound, unauthorized } from '../../http/problem.js';
import { SiteDirectory, type SiteEntry, signingKeysOf } from '../../site-directory/site-directory.js';
import { CurrentSite, ForSiteToken } from '../tokens/site-token.guard.js';
import type { SiteTokenHolder } from '../tokens/site-tokens.js';
import { ClientAddressRequest, ClientAddressResponse } from './client-address.dto.js';

/** “We see you as …, in …”: shows an owner whether the site's trusted proxies are right. */
@ApiTags('Connected WordPress')
@ApiProblems()
@Controller('api/site/client-address')
export class ClientAddressController {
  constructor(
    private readonly directory: SiteDirectory,
    private readonly places: Places,
  ) {}

  @ForSiteToken('read')
  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Which address a visitor’s events would have; nothing is stored' })
  @ApiHeader({ name: 'X-Warp-Timestamp', required: false })
  @ApiHeader({ name: 'X-Warp-Signature', required: false, description: 'As of a batch of several visitors; checks that both sides have the same secret.' })
  @ApiOkResponse({ type: ClientAddressResponse })
  async clientAddress(
    @CurrentSite() { siteId }: SiteTokenHolder,
    @Body() client: ClientAddressRequest,
    @Req() request: RawBodyRequest<FastifyRequest>,
  ): Promise<ClientAddressResponse> {
    const site = this.directory.find(siteId);
    if (site === undefined) throw notFound('site');
    const signed = isSignedBy(request, site);
    if (signed === false) throw unauthorized('bad_signature', 'The signature is wrong or older than 300 seconds.');
    const { ip, decidedBy } = visitorAddress(seenAddresses({ ...client }), site.config.trusted_proxies);
    if (ip === null) throw invalid([{ field: 'remote_addr', rule: 'address', message: 'remote_addr must be an IP address.' }]);
    const place = site.config.ip_enrichment ? await this.places.find(ip) : undefined;
    return { ip, country: place?.country ?? null, region: place?.region ?? null, city: place?.city ?? null, decided_by: decidedBy, signed: signed === true };
  }
}

/** @returns undefined when there is no signature */
function isSignedBy({ headers, rawBody }: RawBodyRequest<FastifyRequest>, site: SiteEntry): boolean | undefined {
  const textOf = (name: string): string => (typeof headers[name] === 'string' ? headers[name] : '');
  const signature = textOf('x-warp-signature');
  if (signature === '') return undefined;
  const signed = {
    timestamp: textOf('x-warp-timestamp'),
    ip: textOf('x-warp-client-ip'),
    ua: textOf('x-warp-client-ua'),
    body: rawBody?.toString() ?? '',
  };
  const now = Date.now();
  return signingKeysOf(site, now).some((key) => isSigned(signed, signature, key, now));
}
