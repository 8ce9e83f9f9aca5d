/**
 * Tells the tracker what the visitor agreed to, before it records anything and whenever it changes.
 *
 * Who says it, in this order:
 * - the WP Consent API (github.com/WordPress/wp-consent-level-api), which Complianz, CookieYes, Cookiebot and others write to;
 * - Google's consent mode: what a consent tool puts into `dataLayer`
 *   (developers.google.com/tag-platform/security/guides/consent);
 * - nobody: then the tracker keeps to the site's own default.
 */

const page = readPage();

if (!window[site.api]) {
  const waiting = (...call) => waiting.q.push(call);
  waiting.q = [];
  window[site.api] = waiting;
}
const tell = (...call) => window[site.api](...call);

/** What the page says for this script: `e` events, `c` the cart at the checkout, `s` whether it is sent by post, `g` whether a consent plugin answers. */
function readPage() {
  try {
    return JSON.parse(document.getElementById(site.island).dataset.d);
  } catch {
    return {};
  }
}

const NOTHING = { analytics: false, marketing: false };

/** Undefined: no consent plugin stands behind the API. Without one it would allow everything, which nobody has answered. */
function answerOfConsentApi() {
  // The API's script comes late when an optimiser delays it. Until then nothing is allowed.
  if (!window.wp_has_consent) return page.g ? NOTHING : undefined;
  // The consent plugin first finds out where the visitor is.
  if (window.waitfor_consent_hook && !window.wp_consent_type) return NOTHING;
  if (!window.wp_consent_type && !window.wp_fallback_consent_type) return undefined;
  return { analytics: window.wp_has_consent('statistics'), marketing: window.wp_has_consent('marketing') };
}

/** Storage types by purpose. A purpose is allowed when all that the page names of it are granted. */
const CONSENT_MODE = {
  analytics: ['analytics_storage'],
  marketing: ['ad_storage', 'ad_user_data', 'ad_personalization'],
};
const granted = {};
const isUpdated = {};

/** Reads one entry of `dataLayer`. */
function readConsentMode(entry) {
  if (!entry || entry[0] !== 'consent' || !entry[2]) return;
  for (const [type, value] of Object.entries(entry[2])) {
    if (entry[1] === 'update') {
      granted[type] = value === 'granted';
      isUpdated[type] = true;
    } else if (entry[1] === 'default' && !isUpdated[type]) {
      // Defaults may differ by region, and where the visitor is cannot be known here: the strictest holds.
      granted[type] = value === 'granted' && granted[type] !== false;
    }
  }
}

/** Undefined: nothing on this page uses consent mode. */
function answerOfConsentMode() {
  const answer = {};
  for (const [purpose, types] of Object.entries(CONSENT_MODE)) {
    const named = types.filter((type) => type in granted);
    if (named.length) answer[purpose] = named.every((type) => granted[type]);
  }
  return Object.keys(answer).length ? answer : undefined;
}

/** How long to wait before looking again for a script that an optimiser delays. */
const LOOK_AGAIN_MS = 500;

/** What the visitor agreed to as far as anybody says it. */
let answer;

function updateConsent() {
  if (page.g && !window.wp_has_consent) setTimeout(updateConsent, LOOK_AGAIN_MS);
  const next = answerOfConsentApi() || answerOfConsentMode();
  if (!next || JSON.stringify(next) === JSON.stringify(answer)) return;
  if (answer && answer.analytics && !next.analytics) withdraw();
  answer = next;
  tell('consent', next);
  rememberVisitSoon();
  countView();
}

const dataLayer = (window.dataLayer = window.dataLayer || []);
[...dataLayer].forEach(readConsentMode);
const push = dataLayer.push;
dataLayer.push = function (...entries) {
  const result = push.apply(dataLayer, entries);
  entries.forEach(readConsentMode);
  updateConsent();
  return result;
};
for (const type of ['wp_consent_type_defined', 'wp_listen_for_consent_change']) document.addEventListener(type, updateConsent);
