import type { Outcome, Purpose, Skip, WarpEvent } from '@warp/contracts';
import type { HttpRequest, HttpResponse } from './http.js';
import type { Static, TObject } from './settings.js';

/** What every plugin declares about itself. */
export interface Manifest<S extends TObject> {
  /** Version of the plugin contract. */
  readonly contract: 1;
  /** Lower-case letters, digits and dashes; never changes. */
  readonly id: string;
  readonly name: string;
  /** The vendor's own documentation. */
  readonly vendorDocs: string;
  readonly settings: S;
  /** Settings saved by an earlier version, turned into today's. */
  migrate?(old: unknown): unknown;
}

/**
 * How an owner connects a vendor's account (OAuth 2.0, RFC 6749, with PKCE, RFC 7636). The host does all of it and keeps the
 * tokens; what the plugin sees is the setting `access_token`, always fresh. The settings `client_id` and `client_secret` name
 * the application the owner or the agency registered with the vendor.
 */
export interface OAuth<Settings> {
  endpoints(settings: Settings): { readonly authorize: string; readonly token: string; readonly revoke?: string };
  readonly scopes: readonly string[];
  /** Further parameters of the authorisation address, such as Google's `access_type=offline`. */
  readonly authorizeParams?: Readonly<Record<string, string>>;
  /** Fields of the token's answer that become settings too, such as Salesforce's `instance_url`. */
  readonly keep?: readonly string[];
}

/** What the host gives a plugin that must talk: nothing else reaches the outside. */
export interface Context {
  /** @throws HttpUnavailable when there is no answer. */
  http(request: HttpRequest): Promise<HttpResponse>;
  now(): Date;
  /** Secrets and personal data must not be passed; the host removes secret settings from what is. */
  log(message: string, fields?: Readonly<Record<string, string | number | boolean>>): void;
  /** Aborts when the host's time box for this call ends. */
  readonly signal: AbortSignal;
}

/** Vendor limits as data; the host cuts batches and refuses old events by them. */
export interface Limits {
  readonly batch: {
    readonly maxEvents: number;
    /** Of one request's body, in bytes. */
    readonly maxBytes: number;
  };
  /** Older events are not sent. */
  readonly maxAgeHours: number;
  /** Requests in flight at once, for one site's destination. */
  readonly concurrency: number;
}

/** `validate`: the vendor's own debug endpoint, where nothing counts. */
export type DeliveryMode = 'live' | 'validate';

/** Nine vendors in ten: no I/O in the plugin at all. */
export interface HttpDelivery<Settings, Item> {
  readonly via: 'http';
  /** Items with different keys travel in different requests. */
  groupBy?(item: Item): string;
  readonly canValidate?: boolean;
  request(batch: readonly Item[], settings: Settings, mode: DeliveryMode): HttpRequest;
  /** One outcome per item, in order. Left out: the SDK's `readByStatus`. */
  read?(response: HttpResponse, batch: readonly Item[]): readonly Outcome[];
  /** For vendors that take first and judge later: needed when `read` gives `accepted`. */
  readonly followUp?: FollowUp<Settings>;
}

/** Asks what became of accepted events. */
export interface FollowUp<Settings> {
  request(vendorRef: string, settings: Settings): HttpRequest;
  /**
   * What it means for each event of that request; `accepted` again: not known yet, and the pauses grow. After `transient` and
   * `throttled` the events are sent again. With the code `BATCH_REFUSED` some of them did not count and the vendor does not say
   * which: they are sent again at once in parts, each of which is asked about on its own. So a vendor that judges later must know
   * again, by an id, what it counted. @param events how many are asked about; the request may have carried more
   */
  read(response: HttpResponse, vendorRef: string, events: number): Outcome;
}

export interface CustomDelivery<Settings, Item> {
  readonly via: 'custom';
  send(batch: readonly Item[], settings: Settings, context: Context): Promise<readonly Outcome[]>;
}

export interface DestinationExample<Settings> {
  readonly title: string;
  readonly event: WarpEvent;
  readonly settings?: Partial<Settings>;
  /** The live request, or why there is none; of a custom delivery, which makes no request to look at, the item. */
  readonly gives: HttpRequest | Skip | { readonly item: unknown };
  /** The vendor's answer and what it means; needs `outcome`. */
  readonly answer?: HttpResponse;
  readonly outcome?: Outcome;
}

/** Whose data is to be erased, as far as the site knows them; at least one of these says something. */
export interface ErasureSubject {
  /** Their browsers. */
  readonly visitorIds: readonly string[];
  /** Ids the site gave them. */
  readonly userIds: readonly string[];
  /** Left out: the site did not give it, and Warp keeps none. */
  readonly email?: string;
}

/** Code of an erasure that this vendor, or this person's data there, does not let a program do. */
export const ERASURE_NOT_SUPPORTED = 'not_supported';

/** A place events are delivered to. */
export interface Destination<S extends TObject = TObject, Item = unknown> extends Manifest<S> {
  /** The event's consent must cover all of these; the host enforces it. */
  readonly consent: readonly Purpose[];
  readonly limits: Limits;
  /** Pure and synchronous: no clock, no I/O, the event is frozen. */
  map(event: WarpEvent, settings: Static<S>): Item | Skip;
  readonly delivery: HttpDelivery<Static<S>, Item> | CustomDelivery<Static<S>, Item>;
  /** “Test connection”: asks the vendor what no event comes of. Left out: the delivery has `canValidate`. */
  check?(settings: Static<S>, context: Context): Promise<Outcome>;
  /**
   * A person's erasure at the vendor. `delivered`, or `accepted` where the vendor takes its time; a person it does not know is erased.
   * With the code `ERASURE_NOT_SUPPORTED` of a `permanent` outcome the message says what the owner has to do. The host tries again after all
   * others, but for `permanent` ones. Left out: the owner is told to do it at the vendor.
   */
  erase?(subject: ErasureSubject, settings: Static<S>, context: Context): Promise<Outcome>;
  /** How its owner connects the account; left out: by settings alone. */
  readonly oauth?: OAuth<Static<S>>;
  readonly examples: readonly DestinationExample<Static<S>>[];
}

/** A destination with its item type sealed inside, as the host holds it. */
export interface DestinationPlugin extends Destination<TObject, unknown> {
  readonly kind: 'destination';
}

/** Declares a destination plugin; the package's default export. */
export const defineDestination = <S extends TObject, Item>(destination: Destination<S, Item>): DestinationPlugin =>
  ({ kind: 'destination', ...destination }) as unknown as DestinationPlugin;

/** Whether a mapping decided not to send. */
export const isSkip = (mapped: unknown): mapped is Skip =>
  typeof mapped === 'object' && mapped !== null && (mapped as { is?: unknown }).is === 'skip';

/** The mapping's way of leaving an event out, with the reason the owner reads. */
export const skip = (code: string, message: string): Skip => ({ is: 'skip', code, message });
