/** Runs work with at most so many at a time; the others wait for their turn, in order. */
export function bounded(places: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = places;
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      // The place goes from hand to hand, so nobody can come in between.
      if (next === undefined) free += 1;
      else next();
    }
  };
}
