import { chromium, type Browser } from 'playwright-core';
import { programFor } from '../../../core-api/test/setup/programs.js';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // wp-admin shows images of gravatar.com and s.w.org: not found at once, instead of whenever a resolver gives up.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/** The machine's Chromium, without requests of its own. */
export function launchChromium(): Promise<Browser> {
  const program = programFor('chromium');
  if (program === undefined) throw new Error('No Chromium on this machine.');
  return chromium.launch({ executablePath: program, args: ARGUMENTS });
}
