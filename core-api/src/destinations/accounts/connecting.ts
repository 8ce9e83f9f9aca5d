import type { EntityManager } from '@mikro-orm/postgresql';
import { Inject, Injectable } from '@nestjs/common';
import type { DestinationPlugin, OAuth } from '@warp/plugin-sdk';
import { CONFIG } from '../../config/config.module.js';
import type { ServicesConfig } from '../../config/config.js';
import { TenantDatabase } from '../../database/tenant-database.js';
import { Accounts, principalOf } from '../../identity/accounts.js';
import { AuditLog } from '../../identity/audit-log/audit-log.js';
import { demand } from '../../identity/demand.js';
import { type Principal, scopeOf } from '../../identity/principal.js';
import { redirectUri } from '../../plugins/plugin-oauth.js';
import { PluginRegistry } from '../../plugins/plugin-registry.js';
import { conflict, invalid, notFound } from '../../http/problem.js';
import { KeyRing } from '../../secrets/key-ring.js';
import type { DestinationConfig } from '../../database/entities/destination-config.entity.js';
import { recipientsOf } from '../settings/destination-recipients.js';
import { clearSettings } from '../settings/destination-settings.js';
import { findDestination } from '../settings/find-destination.js';
import type { Site } from '../../database/entities/site.entity.js';
import { authorizeUrl, randomToken } from './authorize-url.js';
import { OAuthAccounts } from './oauth-accounts.js';
import { ConnectRefused } from './connect-refused.js';
import { clientOf } from './endpoints.js';
import { hashOf, type Pending, PendingConnections } from './pending-connections.js';
import { AccountError } from './account-error.js';
import { type Connectable, TokenEndpoint } from './token-endpoint.js';

/** What the vendor's page sent back with the browser (RFC 6749, 4.1.2; `iss`: RFC 9207). */
export interface Callback {
  readonly state: string | undefined;
  readonly code: string | undefined;
  readonly error: string | undefined;
  readonly iss: string | undefined;
}

/** A connection that was begun. */
export interface Begun {
  readonly authorizeUrl: string;
  readonly state: string;
  /** For the browser's cookie. */
  readonly browser: string;
}

type ConnectablePlugin = DestinationPlugin & { readonly oauth: OAuth<unknown> };
type Found = Connectable & { readonly site: Site; readonly destination: DestinationConfig; readonly plugin: ConnectablePlugin };

/** Connects vendor accounts to destinations: the authorisation code flow with PKCE, from its beginning to the stored tokens, and back. */
@Injectable()
export class Connecting {
  constructor(
    @Inject(CONFIG) private readonly config: ServicesConfig,
    private readonly database: TenantDatabase,
    private readonly people: Accounts,
    private readonly registry: PluginRegistry,
    private readonly keyRing: KeyRing,
    private readonly pending: PendingConnections,
    private readonly endpoint: TokenEndpoint,
    private readonly accounts: OAuthAccounts,
    private readonly auditLog: AuditLog,
  ) {}

  /** @throws Problem 404, 403; 409 when the plugin knows no accounts or no address for them; 400 when the application’s client ID is missing */
  async begin(by: Principal, siteId: string, destinationId: string): Promise<Begun> {
    const { plugin, settings } = await this.database.entities(scopeOf(by), (em) => this.find(em, by, siteId, destinationId));
    const client = clientOf(settings);
    if (client === undefined)
      throw invalid([{ field: 'settings.client_id', rule: 'required', message: 'Enter the client ID and secret first: an account is connected with them.' }]);
    const authorize = this.authorizeEndpoint({ plugin, settings });
    const [state, verifier, browser] = [randomToken(), randomToken(), randomToken()];
    await this.pending.put(state, { userId: by.userId, siteId, destinationId, verifier, browser: hashOf(browser), recipients: hashOfRecipients(plugin, settings) });
    const request = { clientId: client.id, redirectUri: redirectUri(this.config.publicUrl), state, verifier };
    return { authorizeUrl: authorizeUrl(plugin.oauth, authorize, request), state, browser };
  }

  /**
   * Takes the vendor's answer, in the name of whoever began, with the rights they have now.
   * @param browser the cookie's value
   * @throws ConnectRefused, Problem when the destination or the right to it is gone, DeliveryError by the token endpoint
   */
  async finish(callback: Callback, browser: string | undefined): Promise<{ readonly name: string; readonly siteId: string }> {
    const pending = await this.takePending(callback, browser);
    try {
      return await this.connect(callback, pending);
    } catch (error) {
      throw ConnectRefused.of(error, pending.siteId);
    }
  }

  /** Forgets the account and ends its tokens at the vendor. @returns whether the vendor confirmed that they ended */
  async disconnect(by: Principal, siteId: string, destinationId: string): Promise<boolean> {
    const revoke = await this.database.entities(scopeOf(by), async (em) => {
      const { site, destination } = await findDestination(em, siteId, destinationId);
      demand(by, 'destinations.write');
      const revocation = await this.accounts.release(em, destination);
      if (revocation === undefined) throw notFound('connected account');
      await this.record(em, by, site, destination, 'destination.disconnected');
      return revocation;
    });
    return revoke();
  }

  private authorizeEndpoint(destination: Connectable): string {
    try {
      return this.endpoint.endpointsOf(destination).authorize;
    } catch (error) {
      throw error instanceof AccountError ? conflict(error.code, error.message) : error;
    }
  }

  private async takePending({ state }: Callback, browser: string | undefined): Promise<Pending> {
    const pending = state === undefined ? undefined : await this.pending.take(state);
    if (pending === undefined) throw ConnectRefused.because('expired');
    if (browser === undefined || hashOf(browser) !== pending.browser) throw ConnectRefused.because('other_browser');
    return pending;
  }

  private async connect({ code, error, iss }: Callback, { userId, siteId, destinationId, verifier, recipients }: Pending): Promise<{ name: string; siteId: string }> {
    const person = await this.people.find(userId);
    if (person === undefined || person.disabled) throw ConnectRefused.because('not_allowed');
    const by = principalOf(person);
    const { plugin, settings } = await this.database.entities(scopeOf(by), (em) => this.find(em, by, siteId, destinationId));
    if (hashOfRecipients(plugin, settings) !== recipients) throw ConnectRefused.because('settings_changed');
    if (iss !== undefined && !isIssuerOf(this.endpoint.endpointsOf({ plugin, settings }).authorize, iss)) throw ConnectRefused.because('other_issuer');
    if (error !== undefined) throw ConnectRefused.byVendor(error);
    if (code === undefined) throw ConnectRefused.because('no_code');
    const granted = await this.endpoint.exchange({ plugin, settings }, code, verifier);
    return this.database.entities(scopeOf(by), async (em) => {
      const { site, destination, settings: now } = await this.find(em, by, siteId, destinationId);
      if (hashOfRecipients(plugin, now) !== recipients) throw ConnectRefused.because('settings_changed');
      await this.accounts.keep(em, destinationId, granted, plugin.oauth.scopes);
      destination.status = 'active';
      destination.statusReason = null;
      // A delivery that still had the old account must not pause it.
      destination.updatedAt = new Date();
      await em.flush();
      await this.record(em, by, site, destination, 'destination.connected');
      return { name: destination.name, siteId };
    });
  }

  private async find(em: EntityManager, by: Principal, siteId: string, destinationId: string): Promise<Found> {
    const { site, destination } = await findDestination(em, siteId, destinationId);
    demand(by, 'destinations.write');
    const plugin = this.registry.destination(destination.plugin);
    if (plugin === undefined) throw conflict('plugin_not_loaded', 'The destination’s plugin is not loaded.');
    if (!hasAccounts(plugin)) throw conflict('no_account_needed', 'This destination is connected by its settings, not by an account.');
    return { site, destination, plugin, settings: clearSettings(this.keyRing, plugin, destination) };
  }

  private record(em: EntityManager, by: Principal, { agencyId, id: siteId }: Site, { id, plugin }: DestinationConfig, action: string): Promise<void> {
    return this.auditLog.record(em, by, { agencyId, action, targetType: 'destination', targetId: id, details: { siteId, plugin } });
  }
}

/** Keys in one order, so that the same settings have the same hash. */
const hashOfRecipients = ({ settings: schema }: ConnectablePlugin, settings: Readonly<Record<string, unknown>>): string =>
  hashOf(JSON.stringify(Object.entries(recipientsOf(schema, { settings, secrets: {} })).sort(([a], [b]) => (a < b ? -1 : 1))));

const hasAccounts = (plugin: DestinationPlugin): plugin is ConnectablePlugin => plugin.oauth !== undefined;

/** Plugins name no issuer: it must be where the owner was sent to agree. */
const isIssuerOf = (authorize: string, iss: string): boolean => URL.canParse(iss) && new URL(iss).origin === new URL(authorize).origin;
