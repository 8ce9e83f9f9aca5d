/**
 * Runs work whose failure must not reach the page: a browser may block storage, cookies or the network at any call, and
 * the page may have replaced or frozen what the work relies on.
 *
 * @returns undefined when it failed
 */
export function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return;
  }
}

/**
 * Listens to the window, which every event of the page passes first, so before the page's own listeners can stop it; and
 * without ever throwing into the page.
 */
export function listen<E extends Event>(types: string, react: (event: E) => void): void {
  for (const type of types.split(' ')) addEventListener(type, (event) => attempt(() => react(event as E)), true);
}
