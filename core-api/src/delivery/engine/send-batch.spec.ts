import { describe, expect, it, jest } from '@jest/globals';
import { BATCH_REFUSED, type Outcome } from '@warp/contracts';
import { HttpUnavailable, type DestinationPlugin, type HttpRequest, type HttpResponse } from '@warp/plugin-sdk';
import type { PluginHttpClient } from '../../plugins/http-client.js';
import type { DestinationRuntime } from '../../destinations/runtime/destination-runtime.js';
import { askVendor, sendBatch } from './send-batch.js';

type Refused = (batch: readonly unknown[], index: number) => boolean;

/** A vendor that refuses a whole request because of one bad number in it. @param isNamed whether its answer says that it was this one */
function vendor(bad: readonly number[], isNamed: Refused = () => false): { http: PluginHttpClient; runtime: DestinationRuntime; requests: number[][] } {
  const requests: number[][] = [];
  const http = {
    send: (request: HttpRequest): Promise<HttpResponse> => {
      const items = JSON.parse(request.body!) as number[];
      requests.push(items);
      return Promise.resolve({ status: items.some((item) => bad.includes(item)) ? 400 : 200, headers: {}, body: '' });
    },
  } as unknown as PluginHttpClient;
  const refused = (batch: readonly unknown[], index: number): Outcome =>
    batch.length > 1 && !isNamed(batch, index) ? { is: 'transient', code: BATCH_REFUSED, message: 'One of them.' } : { is: 'permanent', code: 'bad', message: 'This one.' };
  const plugin = {
    id: 'whole',
    delivery: {
      via: 'http',
      request: (batch: readonly unknown[]): HttpRequest => ({ method: 'POST', url: 'https://vendor.example', body: JSON.stringify(batch) }),
      read: ({ status }: HttpResponse, batch: readonly unknown[]) => batch.map((_, index): Outcome => (status === 200 ? { is: 'delivered' } : refused(batch, index))),
    },
  } as unknown as DestinationPlugin;
  return { http, requests, runtime: { plugin, settings: {} } as unknown as DestinationRuntime };
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

describe('a batch refused because of one event', () => {
  it('is halved until that one stands alone; the others arrive once', async () => {
    const { http, runtime, requests } = vendor([37]);
    const outcomes = await sendBatch(http, runtime, numbers(100));
    expect(outcomes.map((outcome) => outcome?.is)).toEqual(numbers(100).map((n) => (n === 37 ? 'permanent' : 'delivered')));
    const taken = requests.filter((items) => !items.includes(37)).flat().sort((a, b) => a - b);
    expect(taken).toEqual(numbers(100).filter((n) => n !== 37));
    // Two requests for each halving of 100: log2, twice.
    expect(requests.length).toBeLessThanOrEqual(15);
  });

  it('waits for its next turn when there is hardly a good one in it', async () => {
    const { http, runtime, requests } = vendor(numbers(1_000));
    const outcomes = await sendBatch(http, runtime, numbers(1_000));
    expect(outcomes).toHaveLength(1_000);
    expect(requests.length).toBeLessThanOrEqual(2 * 64 + 1);
    expect(new Set(outcomes.map((outcome) => outcome?.is))).toEqual(new Set(['permanent', 'transient']));
  });

  it('goes again without those the vendor named', async () => {
    const { http, runtime, requests } = vendor([1, 3], (batch, index) => [1, 3].includes(batch[index] as number));
    expect((await sendBatch(http, runtime, numbers(5))).map((outcome) => outcome?.is)).toEqual(['delivered', 'permanent', 'delivered', 'permanent', 'delivered']);
    expect(requests).toEqual([numbers(5), [0, 2, 4]]);
  });

  it('goes on in halves when one of the rest is bad as well, and was not named', async () => {
    const { http, runtime } = vendor([1, 3], (batch, index) => batch[index] === 1);
    expect((await sendBatch(http, runtime, numbers(5))).map((outcome) => outcome?.is)).toEqual(['delivered', 'permanent', 'delivered', 'permanent', 'delivered']);
  });

  it('is sent once when nothing is wrong', async () => {
    const { http, runtime, requests } = vendor([]);
    expect(await sendBatch(http, runtime, numbers(3))).toEqual([{ is: 'delivered' }, { is: 'delivered' }, { is: 'delivered' }]);
    expect(requests).toHaveLength(1);
  });
});

describe('the question what became of an accepted event', () => {
  const runtime = (read: () => Outcome): DestinationRuntime =>
    ({ plugin: { id: 'late', delivery: { via: 'http', followUp: { request: () => ({ method: 'GET', url: 'https://vendor.example' }), read } } }, settings: {} }) as unknown as DestinationRuntime;
  const answering = { send: () => Promise.resolve({ status: 200, headers: {}, body: '' }) } as unknown as PluginHttpClient;
  const silent = { send: () => Promise.reject(new HttpUnavailable('timeout', 'Too late.')) } as unknown as PluginHttpClient;

  it('is answered by the plugin', async () => expect(await askVendor(answering, runtime(() => ({ is: 'delivered' })), 'r', 1)).toEqual({ is: 'delivered' }));

  it('is asked again when nobody answers: that says nothing of the event', async () =>
    expect(await askVendor(silent, runtime(() => ({ is: 'delivered' })), 'r', 1)).toEqual({ is: 'accepted', vendorRef: 'r', checkAfterMs: 60_000 }));

  it('is a fault of the plugin when that throws', async () =>
    expect(
      await askVendor(
        answering,
        runtime(() => {
          throw new Error('bug');
        }),
        'r',
        1,
      ),
    ).toBeUndefined());
});

it('waits for a plugin that sends by itself no longer than its time box; its events are tried again', async () => {
  const clock = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort());
  const plugin = { id: 'sleeper', delivery: { via: 'custom', send: () => new Promise(() => undefined) } } as unknown as DestinationPlugin;
  const outcomes = await sendBatch({} as PluginHttpClient, { plugin, settings: {}, secrets: [] } as unknown as DestinationRuntime, [1, 2]);
  clock.mockRestore();
  expect(outcomes.map((outcome) => outcome?.is)).toEqual(['transient', 'transient']);
});
