import { existsSync } from 'node:fs';

/** What some tests and benchmarks need of the machine: where it is looked for, and what a person can do when it is missing. */
export const CAPABILITIES = {
  chromium: { paths: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'], hint: 'apt-get install chromium' },
  php: { paths: ['/usr/bin/php', '/usr/local/bin/php'], hint: 'apt-get install php-cli php-sqlite3 php-xml php-mbstring php-curl php-zip' },
  'php-fpm': { paths: ['8.5', '8.4', '8.3', '8.2'].map((version) => `/usr/sbin/php-fpm${version}`), hint: 'apt-get install php-fpm' },
  nginx: { paths: ['/usr/sbin/nginx'], hint: 'apt-get install nginx-light' },
  phpunit: { paths: ['/usr/bin/phpunit', '/usr/local/bin/phpunit'], hint: 'apt-get install phpunit' },
} as const;

export type Capability = keyof typeof CAPABILITIES;

/** The program that provides a capability. */
export const programFor = (name: Capability): string | undefined => CAPABILITIES[name].paths.find((path) => existsSync(path));
