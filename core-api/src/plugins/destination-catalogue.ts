import type { EntityManager } from '@mikro-orm/postgresql';
import type { Purpose, TObject } from '@warp/plugin-sdk';
import type { DestinationConfig } from '../database/entities/destination-config.entity.js';

/** A plugin as people see it. */
export interface CatalogueEntry {
  readonly id: string;
  readonly name: string;
  readonly kind: 'destination' | 'enrichment';
  /** Address of the vendor's own documentation. */
  readonly vendorDocs: string;
  readonly settings: TObject;
  readonly version?: string;
  /** What an event's consent must cover. */
  readonly consent?: readonly Purpose[];
  /** Left out: it is connected by its settings alone. */
  readonly account?: AccountNeeds;
  /** Why it was refused; it cannot be chosen then. */
  readonly error?: string;
}

/** How a plugin is connected to an account at its vendor. */
export interface AccountNeeds {
  /** What the owner registers with the vendor as the address to send people back to. */
  readonly redirectUri: string;
  /** Settings the account fills in. */
  readonly fills: readonly string[];
}

/** What this module needs to know of the plugins; the plugin host provides it. */
export abstract class DestinationCatalogue {
  abstract list(): readonly CatalogueEntry[];
  /** @returns undefined when no plugin has this id */
  abstract find(pluginId: string): CatalogueEntry | undefined;
}

/** What came of trying a destination. */
export interface TestResult {
  readonly ok: boolean;
  /** A stable word. */
  readonly code: string;
  /** For a person; never contains a secret. */
  readonly message: string;
}

/** Tries a destination against its vendor; the plugin host provides it. */
export abstract class DestinationTester {
  /** @param send whether a marked event may be sent, where nothing else tells; left out: that is `cannot_test_without_sending` */
  abstract test(siteId: string, destinationId: string, send?: boolean): Promise<TestResult>;
}

/** The account a destination is connected to. */
export interface AccountStatus {
  readonly connectedAt: Date;
  /** Of the access token, which is renewed by itself; null: the vendor does not say. */
  readonly expiresAt: Date | null;
  readonly scopes: readonly string[];
  /** Why it gives no access any more, for a person; null: it does. */
  readonly problem: string | null;
}

/** Ends an account's tokens at its vendor. @returns whether the vendor confirmed it */
export type Revocation = () => Promise<boolean>;

/** Accounts at vendors that destinations are connected to; the OAuth module provides it. */
export abstract class ConnectedAccounts {
  /** Of those destinations that have one, by their id. */
  abstract statuses(em: EntityManager, destinationIds: readonly string[]): Promise<ReadonlyMap<string, AccountStatus>>;
  /** Forgets an account. @returns what to call once that is committed; undefined when there was none */
  abstract release(em: EntityManager, destination: DestinationConfig): Promise<Revocation | undefined>;
}
