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
    return undefined;
  }
}

/** Listens without ever throwing into the page, before the page's own listeners can stop the event. */
export function listen<E extends Event>(target: EventTarget, types: string, react: (event: E) => void): void {
  types.split(' ').forEach((type) =>
    target.addEventListener(type, (event) => attempt(() => react(event as E)), { capture: true, passive: true }),
  );
}
