import type { FieldSchema } from './field-schema.js';
import type { EventSelection } from './event-rules.js';

export type { FieldSchema };

/** Shapes of the core's API as the dashboard reads them; docs/openapi.json describes them in full. */
export interface User {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: 'super_admin' | 'agency_admin' | 'agency_manager' | 'client_user';
  readonly agency_id: string | null;
}

/** What a person may do; the core's table of roles says who may. */
export type Right =
  | 'sites.read'
  | 'sites.write'
  | 'sites.create'
  | 'sites.delete'
  | 'destinations.write'
  | 'destinations.readdress'
  | 'users.write'
  | 'agencies.read'
  | 'agencies.write'
  | 'keys.write'
  | 'system.read'
  | 'system.write';

/** Who is logged in, and what they may do. */
export interface Me extends User {
  readonly totp_enabled: boolean;
  readonly rights: readonly Right[];
}

/** A page of a list that is counted. */
export interface NumberedPage<T> {
  readonly items: readonly T[];
  /** Of all pages. */
  readonly total: number;
  /** From 1. */
  readonly page: number;
  readonly page_size: number;
}

export interface LoggedIn {
  readonly access_token: string;
  readonly expires_in: number;
  readonly user: User;
}

export interface FieldError {
  readonly field: string;
  readonly rule: string;
  readonly message: string;
}

export interface Totals {
  readonly events: number;
  readonly sessions: number;
  readonly page_views: number;
  readonly conversions: number;
  readonly active_sites: number;
}

export interface Point {
  readonly time: string;
  readonly events: number;
}

export interface TopSite {
  readonly site_id: string;
  readonly name: string;
  readonly events: number;
  readonly sessions: number;
  readonly conversion_rate: number;
}

export interface Overview {
  readonly totals: Totals;
  readonly previous: Totals;
  readonly series: readonly Point[];
  readonly top_sites: readonly TopSite[];
}

export interface SiteMetrics {
  readonly events: number;
  readonly sessions: number;
  readonly visitors: number;
  readonly page_views: number;
  readonly conversions: number;
  readonly bounce_rate: number;
  readonly avg_session_duration: number;
  readonly revenue: number;
}

export interface NameSessions {
  readonly name: string;
  readonly sessions: number;
}

export interface PathCount {
  readonly path: string;
  readonly count: number;
}

export interface SourceRow {
  readonly source: string;
  readonly medium: string;
  readonly sessions: number;
  readonly conversions: number;
  readonly revenue: number;
}

export interface CampaignRow {
  readonly campaign: string;
  readonly sessions: number;
  readonly conversions: number;
  readonly revenue: number;
}

export interface SiteAnalytics {
  readonly metrics: SiteMetrics;
  readonly previous: SiteMetrics;
  readonly series: readonly Point[];
  readonly channels: readonly { readonly channel: string; readonly sessions: number }[];
  readonly sources: readonly SourceRow[];
  readonly campaigns: readonly CampaignRow[];
  readonly pages: Readonly<Record<'top' | 'entry' | 'exit' | 'conversion', readonly PathCount[]>>;
  readonly geo: { readonly countries: readonly NameSessions[] };
  readonly devices: { readonly categories: readonly NameSessions[]; readonly browsers: readonly NameSessions[] };
}

export interface Company {
  readonly id: string;
  readonly name: string;
  readonly domain: string | null;
  readonly total_visits: number;
  readonly total_page_views: number;
  /** 0-1, and what it rests on. */
  readonly confidence: number | null;
  readonly evidence: string | null;
  readonly last_seen: string | null;
}

/** How a destination and a site do, as the core decides it. */
export type DestinationState = 'healthy' | 'degraded' | 'failing' | 'paused' | 'off';
export type SiteState = 'active' | 'silent' | 'paused' | 'not_installed' | 'error';

/** A destination over the last 24 hours. */
export interface DestinationHealth {
  readonly destination_id: string;
  readonly name: string;
  readonly plugin: string;
  readonly state: DestinationState;
  readonly state_reason: string;
  readonly sent: number;
  readonly failed: number;
  readonly waiting: number;
  readonly success_rate: number | null;
  readonly last_success_at: string | null;
}

/** Deliveries of one destination that are not delivered, by why. */
export interface NotDelivered {
  readonly destination_id: string;
  readonly state: string;
  readonly reason: string;
  readonly sentence: string;
  readonly events: number;
}

/** Events left out on purpose. */
export interface Drop {
  readonly reason: string;
  readonly sentence: string;
  readonly events: number;
}

export interface Site {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly script_id: string;
  readonly state: SiteState;
  readonly state_reason: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly snippet: string;
  readonly events_today: number;
  readonly last_event_at: string | null;
}

/** A deleted site that can be restored. */
export interface DeletedSite {
  readonly id: string;
  readonly subject_id: string;
  readonly name: string;
  readonly restorable_until: string;
}

/** The platform's account a destination is connected to. */
export interface ConnectedAccount {
  readonly connected: boolean;
  readonly connected_at: string | null;
  /** Why it gives no access any more. */
  readonly problem: string | null;
}

export interface Destination {
  readonly id: string;
  readonly plugin: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly events: EventSelection;
  readonly state: DestinationState;
  readonly state_reason: string;
  /** null: its plugin knows no accounts. */
  readonly oauth: ConnectedAccount | null;
}

export interface PluginInfo {
  readonly id: string;
  readonly name: string;
  readonly kind: 'destination' | 'enrichment';
  readonly vendor_docs: string;
  readonly settings: FieldSchema;
  /** How its account is connected; `fills`: the settings the account fills in. */
  readonly oauth?: { readonly redirect_uri: string; readonly fills: readonly string[] };
  readonly error?: string;
}

export interface LiveEvent {
  readonly site_id: string;
  readonly event_id: string;
  readonly event_type: string;
  readonly timestamp: string;
  readonly page_url: string | null;
  readonly page_title: string | null;
  readonly country: string | null;
  readonly city: string | null;
  readonly browser: string | null;
  readonly channel: string;
  readonly revenue: number;
}

export interface LiveMetrics {
  readonly site_id: string | null;
  readonly events_per_minute: number;
  readonly active_sessions: number;
  readonly conversion_rate: number;
  readonly revenue: number;
}

export interface TestResult {
  readonly ok: boolean;
  readonly code: string;
  readonly message: string;
}
