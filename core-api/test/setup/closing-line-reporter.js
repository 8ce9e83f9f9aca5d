import { existsSync, readFileSync, rmSync } from 'node:fs';
import { SKIPS_FILE } from './skips-file.js';

/** Ends the run with a plain count, after the names of what this machine could not provide. */
export default class ClosingLineReporter {
  onRunStart() {
    rmSync(SKIPS_FILE, { force: true });
  }

  onRunComplete(_contexts, results) {
    // Jest prints its own summary after the reporters' last call.
    process.once('exit', () => {
      const skips = existsSync(SKIPS_FILE) ? [...new Set(readFileSync(SKIPS_FILE, 'utf8').trim().split('\n'))] : [];
      for (const skip of skips) console.log(`skipped: ${skip}`);
      const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
      console.log(`${results.numPassedTests} passed, ${failed} failed`);
    });
  }
}
