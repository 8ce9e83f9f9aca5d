/**
 * Keeps a cookie by which this site's PHP knows which visit an order, a registration or a form belongs to, and what its
 * visitor agreed to. It lasts as long as the browser session. Ids are in it only while the visitor agrees to analytics, and
 * click ids while they agree to marketing. What is not agreed to leaves the bare refusal: that has to be kept.
 */

function rememberVisit() {
  const consent = { ...site.consent, ...answer };
  if (site.gpc && navigator.globalPrivacyControl) consent.marketing = false;
  if (site.dnt && navigator.doNotTrack === '1') Object.assign(consent, NOTHING);
  if (!consent.analytics && !answer) return writeVisit('', ';max-age=0');
  const visit = { a: consent.analytics ? 1 : 0, m: consent.marketing ? 1 : 0 };
  if (consent.analytics && !site.cookieless) Object.assign(visit, storedVisit(consent.marketing));
  writeVisit(encodeURIComponent(JSON.stringify(visit)), '');
}

/** The tracker's own record of the visit (core-api/tracker/README.md, "What it stores"). */
function storedVisit(marketing) {
  try {
    const { visitor_id, session_id, clicks } = JSON.parse(localStorage[site.key]);
    return { v: visitor_id, s: session_id, ...(marketing && { c: clicks }) };
  } catch {
    return {};
  }
}

function writeVisit(value, life) {
  const secure = location.protocol === 'https:' ? ';secure' : '';
  document.cookie = `${site.cookie}=${value};path=${site.path};samesite=lax${secure}${life}`;
}

/** The tracker stores the visit when it records something, which it does after the call that made us look. */
function rememberVisitSoon() {
  setTimeout(rememberVisit);
}

addEventListener('visibilitychange', rememberVisitSoon, true);
addEventListener('submit', rememberVisit, true);

updateConsent();
rememberVisitSoon();
