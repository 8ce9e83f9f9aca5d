import type { Vendor } from '../../stand-ins/vendor.js';

/** The credential every platform's stand-in takes for valid. */
export const TOKEN = 'the right token';

/** What a stand-in takes for valid, and what no longer. */
export interface Credentials {
  readonly right: string;
  readonly expired: string;
}

export const TOKENS: Credentials = { right: TOKEN, expired: 'an expired token' };

/** A platform on loopback, and how a site connects to it. */
export interface Platform {
  readonly plugin: string;
  readonly vendor: Vendor;
  /** What it would count, by transaction. */
  readonly counted: () => readonly string[];
  readonly refused: readonly unknown[];
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secretName: string;
  /** Of a platform whose address is the secret; left out: `TOKENS`. */
  readonly credentials?: Credentials;
  /** Whether it remembers the ids it took. */
  readonly deduplicates: boolean;
  /** Whether it takes first and says later what it counted. */
  readonly judgesLater?: boolean;
  /** Whether it counts people, of whom a second order is nothing new: each order then comes from somebody else. */
  readonly keepsPeople?: boolean;
}

/** Ids of received events, with a word for one that came without. */
export const idsOf = (received: readonly { readonly eventId: string | undefined }[]): readonly string[] => received.map(({ eventId }) => eventId ?? 'none');

/** Orders a chat's text or address points to: their ids are the last part of their page's address. */
export const ordersIn = (text: string): readonly string[] => [...text.matchAll(/https:\/\/shop\.example\/thanks\/(\w+)/g)].map(([, id]) => id!);
