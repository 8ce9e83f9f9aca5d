import { chromium, type Browser } from 'playwright-core';
import { programFor } from '../../../core-api/test/setup/capabilities.js';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The machine's Chromium, without requests of its own. */
export function launchChromium(): Promise<Browser> {
  const program = programFor('chromium');
  if (program === undefined) throw new Error('No Chromium on this machine.');
  return chromium.launch({ executablePath: program, args: ARGUMENTS });
}
