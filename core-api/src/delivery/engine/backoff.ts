const FIRST_MS = 10_000;
const MOST_MS = 5 * 60_000;
const GIVE_UP_AFTER_MS = 4 * 3_600_000;
const LEAST_ATTEMPTS = 3;

/**
 * Pause before the next try after so many failed ones: 10 s, doubling to 5 min, spread by a quarter so that a platform
 * that comes back is not met by everyone at once.
 * @param random 0 to 1
 */
export const backoffMs = (attempts: number, random: number): number =>
  Math.min(MOST_MS, FIRST_MS * 2 ** Math.max(0, attempts - 1)) * (0.75 + 0.5 * random);

/** Whether a delivery was tried long and often enough. */
export const isHopeless = (attempts: number, firstAttemptAt: number, now: number): boolean =>
  attempts >= LEAST_ATTEMPTS && now - firstAttemptAt >= GIVE_UP_AFTER_MS;
