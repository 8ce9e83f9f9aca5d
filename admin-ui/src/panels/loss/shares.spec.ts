import { describe, expect, it } from '@jest/globals';
import type { LossDay } from '../../api/own-site-api.js';
import { sharesOf } from './shares.js';

const day = (renders: number, script_page_views: number, consent_declined: number): LossDay => ({ day: '2026-11-24', renders, script_page_views, consent_declined });

describe('shares of page views', () => {
  it.each<[string, LossDay[], [recorded: number, declined: number, lost: number], [number, number, number]]>([
    ['of one day', [day(200, 176, 10)], [176, 10, 14], [88, 5, 7]],
    ['of several days, by their views and not by their days', [day(900, 900, 0), day(100, 0, 50)], [900, 50, 50], [90, 5, 5]],
    ['of thirds, which still make a hundred', [day(3, 1, 1)], [1, 1, 1], [34, 33, 33]],
    ['of equal remainders, which the first gets', [day(200, 197, 1)], [197, 1, 2], [99, 0, 1]],
    ['all recorded', [day(50, 50, 0)], [50, 0, 0], [100, 0, 0]],
    ['all lost', [day(50, 0, 0)], [0, 0, 50], [0, 0, 100]],
    ['of an image that failed oftener than the script', [day(90, 95, 5)], [95, 5, 0], [95, 5, 0]],
  ])('%s', (_, days, [recorded, declined, lost], ofHundred) => {
    const shares = sharesOf(days);
    expect(shares).toMatchObject({ recorded, declined, lost });
    expect(Object.values(shares!.ofHundred)).toEqual(ofHundred);
  });

  it('are none where nothing was counted', () => {
    expect(sharesOf([])).toBeUndefined();
    expect(sharesOf([day(0, 0, 0)])).toBeUndefined();
  });
});
