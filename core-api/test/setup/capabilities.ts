import { existsSync, appendFileSync } from 'node:fs';
import { describe } from '@jest/globals';
import { SKIPS_FILE } from './skips-file.js';

/** What some tests need of the machine: where it is looked for, and what a person can do when it is missing. */
const CAPABILITIES = {
  chromium: { paths: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'], hint: 'apt-get install chromium' },
  php: { paths: ['/usr/bin/php', '/usr/local/bin/php'], hint: 'apt-get install php-cli php-sqlite3 php-xml php-mbstring php-curl php-zip' },
  phpunit: { paths: ['/usr/bin/phpunit', '/usr/local/bin/phpunit'], hint: 'apt-get install phpunit' },
} as const;

export type Capability = keyof typeof CAPABILITIES;

/** The program that provides a capability. */
export const programFor = (name: Capability): string | undefined => CAPABILITIES[name].paths.find((path) => existsSync(path));

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
