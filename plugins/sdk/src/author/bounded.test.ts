import { expect, it } from '@jest/globals';
import { bounded } from './bounded.js';

it('runs at most so many at a time, in order, and frees the place of one that fails', async () => {
  const run = bounded(2);
  const begun: number[] = [];
  let atOnce = 0;
  let most = 0;
  const work = (n: number) => async (): Promise<number> => {
    begun.push(n);
    most = Math.max(most, (atOnce += 1));
    await new Promise((resolve) => setTimeout(resolve, 5));
    atOnce -= 1;
    if (n === 1) throw new Error('bad');
    return n;
  };
  const results = await Promise.allSettled([0, 1, 2, 3, 4].map((n) => run(work(n))));
  expect(results.map((result) => (result.status === 'fulfilled' ? result.value : 'failed'))).toEqual([0, 'failed', 2, 3, 4]);
  expect(begun).toEqual([0, 1, 2, 3, 4]);
  expect(most).toBe(2);
});
