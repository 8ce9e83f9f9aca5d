import assert from 'node:assert/strict';
import type { WarpEvent } from '@warp/contracts';
import { isSkip, type DestinationPlugin } from '../author/destination.js';
import { exampleEvent } from '../author/example-event.js';
import { plain } from '../host/run-example.js';
import { describe, it } from './test-runner.js';

/** An event, and what the plugin makes of it: the item, or the code of the skip. */
export interface MappingCase {
  readonly title: string;
  /** Over the example purchase of `exampleEvent`. */
  readonly event: Partial<WarpEvent>;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly gives: Readonly<Record<string, unknown>> | string;
}

/** An author's own cases as a table of tests. @param settings what all cases share */
export function describeMapping(plugin: DestinationPlugin, settings: Readonly<Record<string, unknown>>, cases: readonly MappingCase[]): void {
  describe(`mapping of ${plugin.id}`, () => {
    for (const { title, event, settings: own, gives } of cases)
      it(title, () => {
        const mapped = plugin.map(exampleEvent(event), { ...settings, ...own });
        assert.deepEqual(isSkip(mapped) ? mapped.code : plain(mapped), gives);
      });
  });
}
