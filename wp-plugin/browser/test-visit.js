/**
 * On the page of a test visit: looks whether the site's script is there and runs, sends one event the way the script does, and
 * reports both to the page's own address.
 *
 * The script itself stays quiet on this page, so that the visit changes no figure: it looks in `window` whether it runs already
 * (core-api/tracker/src/index.ts) and is told that it does. That it looked shows that it runs.
 */
(() => {
  const test = JSON.parse(document.getElementById('warp-test-visit').textContent);

  let runs = window[test.key] === true;
  Object.defineProperty(window, test.key, {
    get() {
      runs = true;
      return true;
    },
    set() {},
  });

  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const isLoaded = new Promise((resolve) => (document.readyState === 'complete' ? resolve() : addEventListener('load', resolve)));

  /** Status 0: the browser got no answer, or an extension keeps it away. */
  async function lookAtScript() {
    await isLoaded;
    // An optimiser may run it later.
    for (let tries = 0; tries < 30 && !runs; tries++) await pause(100);
    const element =
      document.getElementById(test.element) || [...document.scripts].find(({ src }) => test.script && src.split('?')[0].endsWith(new URL(test.script).pathname));
    const answer = element && (await fetch(element.src || test.script).catch(() => undefined));
    return { is_there: Boolean(element), status: answer ? answer.status : 0, type: (answer && answer.headers.get('content-type')) || '', runs };
  }

  async function sendEvent() {
    const event = { ...test.event, page_title: document.title };
    const body = JSON.stringify({ script_id: test.script_id, sent_at: Date.now(), events: [event] });
    const answer = await fetch(test.endpoint, { method: 'POST', body, keepalive: true }).catch(() => undefined);
    return { status: answer ? answer.status : 0, opts_out: navigator.doNotTrack === '1' };
  }

  const report = (news) => fetch(location.href, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(news) });

  (async () => {
    await report({ script: await lookAtScript() });
    await report({ event: await sendEvent() });
  })();
})();
