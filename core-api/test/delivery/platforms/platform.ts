import type { Vendor } from '../../stand-ins/vendor.js';

/** The credential every platform's stand-in takes for valid. */
export const TOKEN = 'the right token';

/** A platform on loopback, and how a site connects to it. */
export interface Platform {
  readonly plugin: string;
  readonly vendor: Vendor;
  /** What it would count, by transaction. */
  readonly counted: () => readonly string[];
  readonly refused: readonly unknown[];
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secretName: string;
  /** Whether it remembers the ids it took. */
  readonly deduplicates: boolean;
  /** Whether it counts people, of whom a second order is nothing new: each order then comes from somebody else. */
  readonly keepsPeople?: boolean;
}

/** Ids of received events, with a word for one that came without. */
export const idsOf = (received: readonly { readonly eventId: string | undefined }[]): readonly string[] => received.map(({ eventId }) => eventId ?? 'none');
