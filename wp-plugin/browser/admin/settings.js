/** Fills in the parts of the settings screen that ask the Warp server, and makes test visits. */
(() => {
  const get = async (url, options) => {
    const answer = await fetch(url, { credentials: 'same-origin', ...options });
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    return answer;
  };

  for (const place of document.querySelectorAll('[data-warp-part]')) {
    get(place.dataset.warpPart)
      .then((answer) => answer.text())
      .then(
        (html) => (place.innerHTML = html),
        () => (place.textContent = place.dataset.warpFailed),
      );
  }

  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const ASK_AGAIN_MS = 1500;

  const button = document.querySelector('[data-warp-test-visit]');
  const place = document.querySelector('[data-warp-steps]');

  /** Shows the steps until nothing more is to be expected. */
  async function follow(url, tab) {
    for (let shown; ; ) {
      const html = await get(url).then((answer) => answer.text());
      // Read out only when something changed.
      if (html !== shown) place.innerHTML = shown = html;
      const steps = place.firstElementChild.dataset;
      if ('warpVisited' in steps) tab?.close();
      if ('warpFinished' in steps) return;
      await pause(ASK_AGAIN_MS);
    }
  }

  async function visit() {
    // Browsers open a tab only while the click lasts.
    const tab = window.open('', '_blank');
    button.disabled = true;
    try {
      const { page, steps } = await get(button.dataset.warpTestVisit, { method: 'POST' }).then((answer) => answer.json());
      if (tab) tab.location = page;
      await follow(steps, tab);
    } catch {
      tab?.close();
      place.textContent = place.dataset.warpFailed;
    }
    button.disabled = false;
  }

  if (button) {
    button.addEventListener('click', visit);
    // It waits for this script.
    button.disabled = false;
  }
})();
