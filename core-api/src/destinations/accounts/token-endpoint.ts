import { Inject, Injectable } from '@nestjs/common';
import { ConfigurationError, type DestinationPlugin, type HttpRequest, type HttpResponse } from '@warp/plugin-sdk';
import { CONFIG } from '../../config/config.module.js';
import type { ServicesConfig } from '../../config/config.js';
import { PluginHttpClient } from '../../plugins/http-client.js';
import { redirectUri } from '../../plugins/plugin-oauth.js';
import type { Tokens } from './connection.js';
import { type Client, clientOf, type Endpoints, endpointsOf } from './endpoints.js';
import { AccountError } from './account-error.js';
import { type Granted, objectIn, readTokenAnswer, textIn } from './token-answer.js';

/** A destination's plugin with its settings in the clear. */
export interface Connectable {
  readonly plugin: DestinationPlugin;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** What Warp asks of a vendor's token endpoint, through the only way out that plugins have too. */
@Injectable()
export class TokenEndpoint {
  constructor(
    @Inject(CONFIG) private readonly config: ServicesConfig,
    private readonly http: PluginHttpClient,
  ) {}

  endpointsOf({ plugin, settings }: Connectable): Endpoints {
    return endpointsOf(plugin, settings, this.config.allowPrivateNetwork);
  }

  /** Tokens for an authorisation code (RFC 6749, 4.1.3; RFC 7636, 4.5). @throws DeliveryError */
  exchange(destination: Connectable, code: string, verifier: string): Promise<Granted> {
    const grant = { grant_type: 'authorization_code', code, redirect_uri: redirectUri(this.config.publicUrl), code_verifier: verifier };
    return this.ask(destination, grant);
  }

  /** New tokens for a refresh token (RFC 6749, 6). @throws DeliveryError */
  refresh(destination: Connectable, refreshToken: string): Promise<Granted> {
    return this.ask(destination, { grant_type: 'refresh_token', refresh_token: refreshToken });
  }

  /**
   * Ends tokens at the vendor (RFC 7009). With the refresh token everything granted with it ends.
   * @returns whether the vendor says so; false too when it has no such endpoint or does not answer
   */
  async revoke(destination: Connectable, { accessToken, refreshToken }: Tokens): Promise<boolean> {
    try {
      const { revoke } = this.endpointsOf(destination);
      if (revoke === undefined) return false;
      const token = refreshToken === undefined ? { token: accessToken, token_type_hint: 'access_token' } : { token: refreshToken, token_type_hint: 'refresh_token' };
      const response = await this.http.send(formRequest(revoke, { ...token, ...credentials(clientOf(destination.settings)) }));
      return (response.status >= 200 && response.status < 300) || isUnknownToken(response);
    } catch {
      return false;
    }
  }

  private async ask(destination: Connectable, grant: Readonly<Record<string, string>>): Promise<Granted> {
    const { token } = this.endpointsOf(destination);
    const client = clientOf(destination.settings);
    if (client === undefined) throw new AccountError('client_refused');
    const askedAt = Date.now();
    const response = await this.http.send(formRequest(token, { ...grant, ...credentials(client) })).catch(refusedAddress);
    return readTokenAnswer(response, destination.plugin.oauth?.keep ?? [], askedAt);
  }
}

/** An address Warp may not reach is a matter of settings: no event may die of it. */
function refusedAddress(error: unknown): never {
  const { code, message, outcome } = error as { code?: string; message: string; outcome?: { is: string } };
  throw outcome?.is === 'permanent' ? new ConfigurationError(code ?? 'invalid_address', message) : error;
}

/** A form as RFC 6749, appendix B wants it. */
const formRequest = (url: string, parameters: Readonly<Record<string, string>>): HttpRequest => ({
  method: 'POST',
  url,
  headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
  body: new URLSearchParams(parameters).toString(),
});

/** In the body (RFC 6749, 2.3.1): HubSpot takes them nowhere else, Google and Salesforce take them there too. */
const credentials = (client: Client | undefined): Record<string, string> =>
  client === undefined ? {} : { client_id: client.id, ...(client.secret === undefined ? {} : { client_secret: client.secret }) };

/** Google answers a token that is not valid any more with 400, where RFC 7009, 2.2 wants 200. */
const isUnknownToken = ({ status, body }: HttpResponse): boolean => status === 400 && textIn(objectIn(body), 'error') === 'invalid_token';
