import { config } from './config.js';

/** What the visitor agrees to, by purpose. */
type Answer = Readonly<Record<'analytics' | 'marketing', boolean>>;

/**
 * Not stored: the page's consent tool knows the answer and says it on every page, as with Google's consent mode, so there
 * is one truth and a refusal leaves nothing behind.
 */
let answer: Answer = config.consent;

/** Do Not Track on a site that honours it: nothing is recorded, stored or sent, whatever the page says. */
export const isOptedOut = config.respect_dnt && navigator.doNotTrack === '1';

/** Global Privacy Control is about selling and sharing, so it refuses marketing; it outweighs the page's answer. */
const isSharingRefused = config.respect_gpc && (navigator as { readonly globalPrivacyControl?: boolean }).globalPrivacyControl;

export const currentConsent = (): Answer => ({
  analytics: !!answer.analytics,
  marketing: !!answer.marketing && !isSharingRefused,
});

/** Takes over what the page knows; a purpose that it does not name stays as it was. */
export const changeConsent = (change: Partial<Answer>): void => {
  answer = { ...answer, ...change };
};

/** Whether the browser may hold ids of this visitor and send them. */
export const mayIdentify = (): boolean => answer.analytics && !config.cookieless;
