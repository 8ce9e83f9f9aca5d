import type { EventData, WireUserProperties } from './event-schema.js';

declare const brand: unique symbol;
type Branded<T, B extends string> = T & { readonly [brand]: B };

export type SiteId = Branded<string, 'SiteId'>;
export type EventId = Branded<string, 'EventId'>;

/** What a person agreed to when the event happened; never rewritten later. */
export interface Consent {
  readonly analytics: boolean;
  readonly marketing: boolean;
}

export type Purpose = keyof Consent;

/** Ids other systems gave this visitor, as captured at the time of the event. */
export interface VendorIds {
  /** Last two parts of the `_ga` cookie, `123.456`. */
  readonly gaClientId?: string;
  /** Session number out of `_ga_<stream>`: seconds since 1970 as text. */
  readonly gaSessionId?: string;
  /** The same by GA4 measurement id, `G-…`, for pages with several; `gaSessionId` is the fallback. */
  readonly gaSessions?: Readonly<Record<string, string>>;
  readonly fbp?: string;
  readonly fbc?: string;
  readonly gclid?: string;
  readonly gbraid?: string;
  readonly wbraid?: string;
  readonly msclkid?: string;
  readonly ttclid?: string;
  readonly liFatId?: string;
}

/** Personal fields in the clear; they exist only between receipt and delivery. */
export interface UserData {
  readonly email?: string;
  readonly phone?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly street?: string;
  readonly city?: string;
  readonly state?: string;
  readonly zip?: string;
  readonly country?: string;
  readonly gender?: string;
  readonly dateOfBirth?: string;
}

/** `server`: what a server reported without a page, and nobody's visit led to. */
export const CHANNELS = ['direct', 'organic', 'paid', 'social', 'email', 'referral', 'ai', 'campaign', 'server'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Where a visit came from. `medium` and `source` follow GA4's words. */
export interface Source {
  readonly channel: Channel;
  readonly source: string;
  readonly medium: string;
  readonly campaign?: string;
  readonly term?: string;
  readonly content?: string;
}

export interface Device {
  readonly category: 'desktop' | 'mobile' | 'tablet' | 'tv' | 'bot' | 'other';
  readonly browser?: string;
  readonly browserVersion?: string;
  readonly os?: string;
  readonly osVersion?: string;
  readonly brand?: string;
  readonly model?: string;
}

export interface Geo {
  /** ISO 3166-1 alpha-2, upper case. */
  readonly country?: string;
  readonly region?: string;
  readonly city?: string;
  readonly latitude?: number;
  readonly longitude?: number;
}

export interface Organisation {
  readonly name?: string;
  readonly domain?: string;
  readonly asn?: number;
  readonly kind?: 'business' | 'isp' | 'hosting' | 'mobile' | 'education' | 'government';
  /** How sure `kind` is, 0 to 1, and what it rests on. */
  readonly confidence?: number;
  readonly evidence?: string;
}

/** Everything an enrichment may add; each key belongs to one plugin at a time. */
export interface Enriched {
  readonly device?: Device;
  readonly geo?: Geo;
  readonly organisation?: Organisation;
}

/** 0 surely a person … 100 surely a program, and why. */
export interface BotVerdict {
  readonly score: number;
  readonly reasons: readonly string[];
}

/** From this score on, views and destinations leave an event out by default. */
export const BOT_SCORE = 50;

/**
 * An event after the pipeline: checked, enriched, part of a session. This is what a destination maps.
 * All times are milliseconds since 1970, UTC.
 */
export interface WarpEvent extends Enriched {
  readonly eventId: EventId;
  readonly eventType: string;
  readonly siteId: SiteId;
  readonly timestampMs: number;
  readonly receivedAtMs: number;
  /** Of what no visitor did (`source.channel` is `server`): the user's id, else the event's own. */
  readonly visitorId: string;
  /** Of what no visitor did: the event's own id. */
  readonly sessionId: string;
  readonly sessionStartedAtMs: number;
  readonly userId?: string;
  readonly pageUrl?: string;
  readonly referrer?: string;
  readonly pageTitle?: string;
  readonly screen?: string;
  readonly language?: string;
  readonly timezone?: string;
  readonly consent: Consent;
  readonly ids: VendorIds;
  readonly user: UserData;
  readonly ipAddress?: string;
  readonly userAgent?: string;
  readonly eventData: EventData;
  /** What the site knows of the visitor beyond the event; absent: nothing. */
  readonly userProperties?: WireUserProperties;
  readonly source: Source;
  readonly bot: BotVerdict;
  /** Names of enrichments that were wanted but did not answer in time. */
  readonly missing: readonly string[];
}
