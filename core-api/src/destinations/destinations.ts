import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { TenantDatabase } from '../database/tenant-database.js';
import { AuditLog, givenFields } from '../identity/audit-log/audit-log.js';
import { recordOnDestination } from './settings/record-on-destination.js';
import { demand } from '../identity/demand.js';
import { hasRight, type Principal, scopeOf } from '../identity/principal.js';
import { conflict, invalid, notFound, Problem } from '../http/problem.js';
import { KeyRing } from '../secrets/key-ring.js';
import type { DestinationState } from './state/destination-state.js';
import { DestinationStates } from './state/destination-states.js';
import type { AccountStatus, Revocation } from './accounts/account-status.js';
import { OAuthAccounts } from './accounts/oauth-accounts.js';
import { type CatalogueEntry, PluginCatalogue } from '../plugins/plugin-catalogue.js';
import type { EventSelection } from '../database/entities/event-selection.js';
import { DestinationConfig } from '../database/entities/destination-config.entity.js';
import { changedHosts, changedRecipients, type HostChange, isVendors } from './settings/destination-recipients.js';
import { maskedSettings, openSecrets, sealSecrets, settingsMeant, settingsToStore, type StoredSettings } from './settings/destination-settings.js';
import type { CreateDestinationRequest, EventSelectionBody, UpdateDestinationRequest } from './destinations.dto.js';
import { findDestination } from './settings/find-destination.js';
import { findSite } from '../site-directory/find-site.js';
import { SiteDirectory } from '../site-directory/site-directory.js';

/** A destination as it may be shown: its settings with the secrets masked. */
export interface ShownDestination {
  readonly destination: DestinationConfig;
  readonly settings: Readonly<Record<string, unknown>>;
  /** null: its plugin knows no accounts. */
  readonly account: AccountStatus | 'not_connected' | null;
  readonly state: DestinationState;
}

/** Where a site's events are delivered. Every change is announced to all processes once it is committed. */
@Injectable()
export class Destinations {
  constructor(
    private readonly database: TenantDatabase,
    private readonly directory: SiteDirectory,
    private readonly catalogue: PluginCatalogue,
    private readonly accounts: OAuthAccounts,
    private readonly keyRing: KeyRing,
    private readonly auditLog: AuditLog,
    private readonly states: DestinationStates,
  ) {}

  async list(by: Principal, siteId: string): Promise<ShownDestination[]> {
    const shown = await this.database.entities(scopeOf(by), async (em) => {
      await findSite(em, siteId);
      const destinations = await em.find(DestinationConfig, { siteId }, { orderBy: { createdAt: 'asc', id: 'asc' } });
      const accounts = await this.accounts.statuses(em, destinations.map(({ id }) => id));
      return destinations.map((destination) => this.shown(destination, accounts.get(destination.id)));
    });
    return this.withState(by, siteId, shown);
  }

  async create(by: Principal, siteId: string, request: CreateDestinationRequest): Promise<ShownDestination> {
    const created = await this.database.entities(scopeOf(by), async (em) => {
      const site = await findSite(em, siteId);
      demand(by, 'destinations.write');
      const plugin = this.usable(request.plugin);
      const hosts = allowedHosts(by, plugin, request.settings);
      const stored = settingsToStore(plugin.settings, request.settings);
      const id = v7();
      const destination = em.create(DestinationConfig, {
        id,
        siteId,
        plugin: plugin.id,
        name: request.name ?? plugin.name,
        enabled: request.enabled ?? true,
        settings: stored.settings,
        secrets: sealSecrets(this.keyRing, id, stored.secrets),
        events: selectionOf(request.events),
      });
      await em.flush();
      await recordOnDestination(this.auditLog, em, by, site, destination, 'destination.created', detailsOf(hosts));
      return this.shown(destination);
    });
    await this.directory.announce(siteId);
    return this.oneWithState(by, siteId, created);
  }

  /**
   * A changed destination that delivery had paused gets another chance. When its settings lead elsewhere now, its secrets are demanded
   * anew and its account is disconnected: both were given for the place before.
   */
  async update(
    by: Principal,
    siteId: string,
    id: string,
    request: UpdateDestinationRequest,
  ): Promise<ShownDestination> {
    const { updated, revoke } = await this.database.entities(scopeOf(by), async (em) => {
      const { site, destination } = await findDestination(em, siteId, id);
      demand(by, 'destinations.write');
      const { hosts, revocation } = request.settings === undefined ? UNMOVED : await this.replaceSettings(em, by, destination, request.settings);
      if (request.name !== undefined) destination.name = request.name;
      if (request.enabled !== undefined) destination.enabled = request.enabled;
      if (request.events !== undefined) destination.events = selectionOf(request.events);
      destination.status = 'active';
      destination.statusReason = null;
      await em.flush();
      await recordOnDestination(this.auditLog, em, by, site, destination, 'destination.updated', { fields: givenFields(request), ...detailsOf(hosts) });
      if (revocation !== undefined) await recordOnDestination(this.auditLog, em, by, site, destination, 'destination.disconnected');
      return { updated: this.shown(destination, (await this.accounts.statuses(em, [id])).get(id)), revoke: revocation };
    });
    await this.directory.announce(siteId);
    await revoke?.();
    return this.oneWithState(by, siteId, updated);
  }

  /** Its account is disconnected with it: nobody else would end the tokens. */
  async remove(by: Principal, siteId: string, id: string): Promise<void> {
    const revoke = await this.database.entities(scopeOf(by), async (em) => {
      const { site, destination } = await findDestination(em, siteId, id);
      demand(by, 'destinations.write');
      const revocation = await this.accounts.release(em, destination);
      await recordOnDestination(this.auditLog, em, by, site, destination, 'destination.deleted');
      await em.remove(destination).flush();
      return revocation;
    });
    await this.directory.announce(siteId);
    await revoke?.();
  }

  private async replaceSettings(em: EntityManager, by: Principal, destination: DestinationConfig, given: Record<string, unknown>): Promise<Moved> {
    const plugin = this.catalogue.find(destination.plugin);
    if (plugin === undefined) {
      const refusal = this.catalogue.refusalOf(destination.plugin);
      const why = refusal === undefined ? '' : ` It was refused: ${refusal}`;
      throw conflict('plugin_not_loaded', `The plugin “${destination.plugin}” is not loaded, so its settings cannot be checked.${why}`);
    }
    const before = { settings: destination.settings, secrets: openSecrets(this.keyRing, destination.id, destination.secrets) };
    const hosts = allowedHosts(by, plugin, given, before);
    const after = settingsToStore(plugin.settings, given, before);
    // Still with the settings before: its tokens end where they came from.
    const revocation = changedRecipients(plugin.settings, before, after).length > 0 ? await this.accounts.release(em, destination) : undefined;
    destination.settings = after.settings;
    destination.secrets = sealSecrets(this.keyRing, destination.id, after.secrets);
    return { hosts, revocation };
  }

  private usable(pluginId: string): CatalogueEntry {
    const plugin = this.catalogue.find(pluginId);
    if (plugin !== undefined) return plugin;
    const refusal = this.catalogue.refusalOf(pluginId);
    throw invalid([
      refusal === undefined
        ? { field: 'plugin', rule: 'exists', message: 'plugin must be the id of a loaded destination plugin.' }
        : { field: 'plugin', rule: 'usable', message: `plugin was refused when it was loaded: ${refusal}` },
    ]);
  }

  private async withState(by: Principal, siteId: string, destinations: readonly Stateless[]): Promise<ShownDestination[]> {
    const states = await this.database.sql(scopeOf(by), (client) => this.states.of(client, [siteId]));
    // One that another request removed meanwhile has none.
    return destinations.flatMap((one) => (states.has(one.destination.id) ? [{ ...one, state: states.get(one.destination.id)! }] : []));
  }

  private async oneWithState(by: Principal, siteId: string, destination: Stateless): Promise<ShownDestination> {
    const [found] = await this.withState(by, siteId, [destination]);
    if (found === undefined) throw notFound('destination');
    return found;
  }

  private shown(destination: DestinationConfig, account?: AccountStatus): Stateless {
    const secrets = openSecrets(this.keyRing, destination.id, destination.secrets);
    const knowsAccounts = this.catalogue.find(destination.plugin)?.account !== undefined;
    return {
      destination,
      settings: maskedSettings({ settings: destination.settings, secrets }),
      account: account ?? (knowsAccounts ? 'not_connected' : null),
    };
  }
}

type Stateless = Omit<ShownDestination, 'state'>;

/** What new settings did to where a destination sends. */
interface Moved {
  readonly hosts: readonly HostChange[];
  /** Ends the account that was connected for the place before. */
  readonly revocation: Revocation | undefined;
}

const UNMOVED: Moved = { hosts: [], revocation: undefined };

/** For the audit log: hosts are no secrets, whole addresses may be. */
const detailsOf = (hosts: readonly HostChange[]): Record<string, unknown> => (hosts.length === 0 ? {} : { hosts });

/** @throws Problem 403 naming the addresses that are not the vendor's, for those who may not send anywhere else */
function allowedHosts(by: Principal, { name, settings }: CatalogueEntry, given: Readonly<Record<string, unknown>>, before?: StoredSettings): readonly HostChange[] {
  const changes = changedHosts(settings, before ?? { settings: {}, secrets: {} }, settingsMeant(settings, given, before));
  const foreign = hasRight(by, 'destinations.readdress') ? [] : changes.filter((change) => !isVendors(settings, change));
  if (foreign.length === 0) return changes;
  const detail = `Only an admin may send to an address that is not ${name}’s own.`;
  throw new Problem(403, 'forbidden', detail, foreign.map(({ setting }) => ({ field: `settings.${setting}`, rule: 'vendor_address', message: `settings.${setting}: ${detail}` })));
}

export const selectionOf = (events: EventSelectionBody | undefined): EventSelection =>
  ({
    ...(events?.mode === 'selected' ? { mode: 'selected', selected: events.selected ?? [] } : { mode: 'all' }),
    ...(events?.rules === undefined ? {} : { rules: events.rules }),
  });
