import type { Plugin } from '../host/check-manifest.js';
import { checksOf } from './plugin-checks.js';
import { describe, it } from './test-runner.js';

/** Everything the host expects of a plugin, as tests. Call it in the plugin's test file, under jest or Node's own test runner. */
export function describePlugin(plugin: Plugin): void {
  describe(`${plugin.kind} ${plugin.id}`, () => {
    for (const { title, run } of checksOf(plugin)) it(title, run);
  });
}
