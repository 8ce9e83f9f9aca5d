import { config } from '../config.js';
import { record } from '../event.js';
import { listen } from '../quietly.js';

/** How many of the percentages this page view has reached. */
let reached = 0;

/** Records how far the page is scrolled, each percentage once a page view. */
export function watchScroll(): void {
  const marks = config.scroll;
  listen('scroll', () => {
    const { scrollTop, scrollHeight, clientHeight } = document.documentElement;
    for (let mark; (mark = marks[reached]) && mark <= ((scrollTop + clientHeight) / scrollHeight) * 100; reached++)
      record('scroll', { percent_scrolled: mark }, {}, true);
  });
}

/** Starts over for another page view. */
export const restartScroll = (): void => {
  reached = 0;
};
