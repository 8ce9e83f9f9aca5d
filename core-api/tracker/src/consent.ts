import { config } from './config.js';

const { analytics, marketing } = config.consent;

/**
 * What the visitor agrees to. It is not stored: the page's consent tool knows it and says it on every page, as with
 * Google's consent mode, so there is one truth and a refusal leaves nothing behind.
 */
const answer = { analytics, marketing };

/** Do Not Track on a site that honours it: nothing is recorded, stored or sent, whatever the page says. */
export const isOptedOut = config.respect_dnt && navigator.doNotTrack === '1';

/** Global Privacy Control is about selling and sharing, so it refuses marketing; it outweighs the page's answer. */
const isGpc = config.respect_gpc && 'globalPrivacyControl' in navigator && Boolean(navigator.globalPrivacyControl);

export const currentConsent = (): { analytics: boolean; marketing: boolean } => ({
  analytics: answer.analytics,
  marketing: answer.marketing && !isGpc,
});

/** Takes over what the page knows; a purpose that it does not name stays as it was. */
export function changeConsent(change: Partial<typeof answer>): void {
  answer.analytics = Boolean(change.analytics ?? answer.analytics);
  answer.marketing = Boolean(change.marketing ?? answer.marketing);
}

/** Whether the browser may hold ids of this visitor and send them. */
export const mayIdentify = (): boolean => answer.analytics && !config.cookieless;
