import type { Consent, DropReason, TrackedEvent } from '@warp/contracts';
import type { SiteConfig } from '../database/entities/site-config.js';
import { header, type TrackRequest } from './track-request.js';

/** What the visitor's browser asks for by itself. */
export interface BrowserSignals {
  /** Global Privacy Control. */
  readonly gpc: boolean;
  /** Do Not Track. */
  readonly dnt: boolean;
}

export const signalsOf = (request: TrackRequest): BrowserSignals => signalsFrom((name) => header(request, name));

export const signalsFrom = (headerOf: (name: string) => string | undefined): BrowserSignals => ({
  gpc: headerOf('sec-gpc') === '1',
  dnt: headerOf('dnt') === '1',
});

export type Permission =
  | { readonly is: 'allowed'; readonly consent: Consent; readonly cookieless: boolean }
  | { readonly is: 'dropped'; readonly reason: DropReason };

/**
 * Whether and how far an event may be used: the visitor's own answer, else the site's default, and what the browser asks
 * for where the site honours it. Global Privacy Control refuses marketing; Do Not Track refuses everything.
 */
export function permissionFor(event: TrackedEvent, config: SiteConfig, signals: BrowserSignals): Permission {
  if (config.disabled_events.includes(event.event_type)) return { is: 'dropped', reason: 'event_disabled' };
  if (config.respect_dnt && signals.dnt) return { is: 'dropped', reason: 'opted_out' };
  const consent: Consent = {
    analytics: event.consent?.analytics ?? config.consent.analytics,
    marketing: (event.consent?.marketing ?? config.consent.marketing) && !(config.respect_gpc && signals.gpc),
  };
  if (!consent.analytics && config.consent.without_analytics === 'nothing') return { is: 'dropped', reason: 'no_consent' };
  return { is: 'allowed', consent, cookieless: config.cookieless || !consent.analytics };
}
