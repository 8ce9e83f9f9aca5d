import { appendFileSync } from 'node:fs';
import { describe } from '@jest/globals';
import { CAPABILITIES, programFor, type Capability } from './programs.js';
import { SKIPS_FILE } from './skips-file.js';

export { programFor, type Capability } from './programs.js';

/** `describe`, or a skip that is named at the end of the run; with CI=true a missing capability fails instead. */
export function describeWith(names: readonly Capability[], title: string, body: () => void): void {
  const missing = names.filter((name) => programFor(name) === undefined);
  if (missing.length === 0 || process.env['CI'] === 'true') {
    describe(title, body);
    return;
  }
  for (const name of missing) appendFileSync(SKIPS_FILE, `${title}: needs ${name} (${CAPABILITIES[name].hint})\n`);
  describe.skip(title, body);
}
