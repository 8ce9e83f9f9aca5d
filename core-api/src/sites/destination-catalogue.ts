import type { Purpose, TObject } from '@warp/plugin-sdk';

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
  /** Why it was refused; it cannot be chosen then. */
  readonly error?: string;
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
  abstract test(siteId: string, destinationId: string): Promise<TestResult>;
}
