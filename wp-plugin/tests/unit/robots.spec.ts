import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { describeWith } from '../../../core-api/test/setup/capabilities.js';

const PLUGIN = new URL('../../', import.meta.url).pathname;
const LIST = join(PLUGIN, 'includes/Proxy/Endpoint/robot_names.php');

/** The core's own judge. */
const { isbot, list } = createRequire(new URL('../../../core-api/package.json', import.meta.url))('isbot') as {
  isbot: (userAgent: string) => boolean;
  list: readonly string[];
};

const PEOPLE = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) GSA/340.3.695 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Linux; Android 13; SM-G991B; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/130.0.0.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/489.0.0.0;]',
  'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0',
];

const ROBOTS = [
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36 (compatible; Googlebot/2.1)',
  'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/130.0.0.0 Safari/537.36',
  'curl/8.5.0',
  'python-requests/2.32.3',
  'Wget/1.21.4',
  'WordPress/6.8.1; https://example.test',
  'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)',
  'Go-http-client/2.0',
];

/** Each pattern's own words, plain and inside of a browser's name; what the core makes of them is not known beforehand. */
const derived = list
  .map((pattern) => pattern.replace(/\(\?[:!<][^)]*\)|\\[bswd][+*]?|[\\^$()[\]?*+|{}]/g, ''))
  .flatMap((word) => [word, `${word}/1.0`, `Mozilla/5.0 (compatible; ${word}/1.0)`, `Mozilla/5.0 (X11; Linux) ${word} Safari/537.36`, `${word}\n`]);

describeWith(['php'], 'The list of robots', () => {
  it('is as the core has it (npm run robots -w wp-plugin writes it anew)', () => {
    const folder = mkdtempSync(join(tmpdir(), 'warp-robots-'));
    execFileSync(process.execPath, [join(PLUGIN, 'scripts/robots.js'), join(folder, 'fresh.php')]);
    const fresh = readFileSync(join(folder, 'fresh.php'), 'utf8');
    rmSync(folder, { recursive: true });
    expect(readFileSync(LIST, 'utf8')).toBe(fresh);
  });

  it('tells in PHP what the core tells', () => {
    const agents = [...PEOPLE, ...ROBOTS, ...derived].filter((agent) => agent.trim() !== '');
    const said = JSON.parse(
      execFileSync(
        'php',
        [
          '-r',
          `define('ABSPATH', '/'); require '${PLUGIN}includes/autoload.php';
           $robots = Warp\\Proxy\\Endpoint\\Robots::known();
           echo json_encode(array_map(array($robots, 'have'), json_decode(file_get_contents('php://stdin'))));`,
        ],
        { input: JSON.stringify(agents), encoding: 'utf8' },
      ),
    ) as boolean[];
    const told = new Map(agents.map((agent, place) => [agent, said[place]]));
    expect(PEOPLE.map((agent) => told.get(agent))).toEqual(PEOPLE.map(() => false));
    expect(ROBOTS.map((agent) => told.get(agent))).toEqual(ROBOTS.map(() => true));
    expect(agents.length).toBeGreaterThan(900);
    expect(agents.filter((agent) => told.get(agent) !== isbot(agent))).toEqual([]);
  });
});
