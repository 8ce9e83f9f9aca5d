import type { Vendor } from './vendor.js';

/** The credential every platform's stand-in takes for valid. */
export const TOKEN = 'the right token';

/** What a stand-in takes for valid, and what no longer. */
export interface Credentials {
  readonly right: string;
  readonly expired: string;
}

/** Credentials of a platform that has none of its own. */
export const TOKENS: Credentials = { right: TOKEN, expired: 'an expired token' };

/** A platform on loopback, and how a site connects to it. */
export interface RunningPlatform<V extends Vendor = Vendor> {
  readonly vendor: V;
  /** What it would count: of each order the transaction. */
  counted(): readonly string[];
  /** What it was sent against its rules. */
  refused(): readonly unknown[];
  /** The destination's settings, the secret left out. They point at the stand-in. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Of a platform whose address is the secret; left out: `TOKENS`. */
  readonly credentials?: Credentials;
}

/**
 * What is particular about a destination's platform: the default export of the plugin's `test/platform.ts`. The fault suite finds it
 * there and plays every fault through the whole delivery. A destination that can deliver in several ways exports the further ones as
 * `variants`, by name.
 */
export interface Platform<V extends Vendor = Vendor> {
  /** Id of the destination plugin. */
  readonly plugin: string;
  /** The secret setting that holds the credential. */
  readonly secretName: string;
  /** Whether it remembers the ids it took. */
  readonly deduplicates: boolean;
  /** Whether it takes first and says later what it counted. */
  readonly judgesLater?: boolean;
  /** Whether it counts people, of whom a second order is nothing new: each order then comes from somebody else. */
  readonly keepsPeople?: boolean;
  /** Whether it answers the same whatever the credential is, so that a wrong one cannot be told. */
  readonly ignoresCredentials?: boolean;
  start(): Promise<RunningPlatform<V>>;
}

/** Ids of received events, with a word for one that came without. */
export const idsOf = (received: readonly { readonly eventId: string | undefined }[]): readonly string[] => received.map(({ eventId }) => eventId ?? 'none');

/** Orders a chat's text or address points to: their ids are the last part of their page's address. */
export const ordersIn = (text: string): readonly string[] => [...text.matchAll(/https:\/\/shop\.example\/thanks\/(\w+)/g)].map(([, id]) => id!);
