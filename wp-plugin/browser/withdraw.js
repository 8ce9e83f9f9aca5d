/**
 * Deletes the number that the site's server keeps of a visitor: it is in a cookie that scripts cannot see, so the endpoint
 * is told. Where events go to the core directly there is none to tell, and no new cookie.
 */
function withdraw() {
  if (!site.endpoint.startsWith('/')) return;
  navigator.sendBeacon(site.endpoint, JSON.stringify({ script_id: site.script, consent: NOTHING, events: [] }));
}
