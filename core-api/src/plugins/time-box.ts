import { HttpUnavailable } from '@warp/plugin-sdk';

/**
 * Waits for a plugin's own asynchronous work no longer than its time box. Work that goes on afterwards is left alone: nothing it
 * says counts any more.
 * @throws HttpUnavailable when the signal aborts first
 */
export const inTimeBox = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const late = (): void => reject(new HttpUnavailable('timeout', 'The platform took too long to answer.'));
    if (signal.aborted) late();
    else signal.addEventListener('abort', late, { once: true });
    work.then(resolve, reject);
  });
