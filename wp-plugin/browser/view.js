/**
 * Counts this view of the page as one that the script knows of. The page's HTML counted it before, by an image that takes no
 * JavaScript (includes/Loss). This asks for the same image in the same way, so what is missing here was lost to a blocker,
 * to an optimiser that never ran the script, or to somebody who left before. Nothing of the visitor is in it.
 */

/** A page that was made ahead asked for its image before anybody looked; that request does not count. */
const isMadeAhead = () => document.prerendering || performance.getEntriesByType('navigation')[0]?.activationStart > 0;

function isRecorded() {
  if (site.dnt && navigator.doNotTrack === '1') return false;
  return site.measures || { ...site.consent, ...answer }.analytics;
}

/** The letter this view was counted with (includes/Proxy/Endpoint/ViewHit.php). */
let counted;

function countView() {
  if (!site.view || isMadeAhead() || counted === 's' || (counted && !isRecorded())) return;
  const kind = counted ? 'g' : isRecorded() ? 's' : 'r';
  new Image().src = site.view + kind;
  counted = kind === 'r' ? 'r' : 's';
}

// When everybody who has an answer has said it.
setTimeout(countView);
