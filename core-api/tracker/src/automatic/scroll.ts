import { config } from '../config.js';
import { record } from '../event.js';
import { listen } from '../quietly.js';

let remaining: readonly number[] | undefined;

/** Records how far the page is scrolled, each percentage once a page view. Starts over when called again. */
export function watchScroll(): void {
  if (config.scroll.length > 0 && !remaining) listen(window, 'scroll', recordReached);
  remaining = config.scroll;
}

function recordReached(): void {
  const { scrollTop, scrollHeight, clientHeight } = document.documentElement;
  const percent = ((scrollTop + clientHeight) / scrollHeight) * 100;
  for (const percent_scrolled of remaining?.filter((mark) => mark <= percent) ?? [])
    record('scroll', { percent_scrolled }, {}, true);
  remaining = remaining?.filter((mark) => mark > percent);
}
