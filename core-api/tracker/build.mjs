// Builds the browser script: one self-contained file with a place for the site's configuration, small enough by check.
// Run with Node 24 from anywhere: node core-api/tracker/build.mjs
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { minify } from 'terser';
import { build } from 'vite';

const HERE = import.meta.dirname;
const CLICK_IDS = join(HERE, '../../plugins/contracts/data/click-ids.json');
const PLACEHOLDER = '__WARP_CONFIG__';
const MAX_GZIP_BYTES = 3072;

/** As long as a real site's: what travels is the script with its configuration inside. */
const REALISTIC_CONFIG = {
  script_id: 'k3v9x0q7m2ab',
  endpoint: 'https://tracking.agency-example.com/api/track',
  global: 'warp',
  consent: { analytics: true, marketing: false, without_analytics: 'nothing' },
  cookieless: false,
  respect_gpc: true,
  respect_dnt: false,
  hash_routing: false,
  outbound: true,
  downloads: 'pdf|xlsx?|docx?|txt|rtf|csv|exe|key|pps|pptx?|7z|pkg|rar|gz|zip|avi|mov|mp4|mpe?g|wmv|midi?|mp3|wav|wma',
  forms: true,
  scroll: [25, 50, 75, 90],
  engagement: true,
};

const parameters = JSON.parse(readFileSync(CLICK_IDS, 'utf8')).click_ids.map(({ parameter }) => parameter);
const bundle = await bundled(parameters);
const { code } = await minify(bundle, {
  ecma: 2021,
  toplevel: true,
  compress: { passes: 4, unsafe: true, unsafe_methods: true, hoist_funs: true, pure_getters: true, unsafe_arrows: true },
  mangle: true,
  // Safe to stand inside an HTML page of any encoding.
  format: { ascii_only: true, inline_script: true, comments: false },
});
// A site optimiser may glue it behind a file that does not end its last statement.
const script = `;${code}\n`;
check(script);

const gzip = (text) => gzipSync(text, { level: 9 }).length;
const size = {
  script_bytes: Buffer.byteLength(script),
  script_gzip_bytes: gzip(script),
  served_gzip_bytes: gzip(script.replace(PLACEHOLDER, () => JSON.stringify(REALISTIC_CONFIG, (_field, value) => (value === false ? undefined : value)))),
  max_served_gzip_bytes: MAX_GZIP_BYTES,
};
mkdirSync(join(HERE, 'dist'), { recursive: true });
writeFileSync(join(HERE, 'dist/tracker.js'), script);
writeFileSync(join(HERE, 'dist/size.json'), `${JSON.stringify(size, null, 2)}\n`);
console.log(
  `tracker.js: ${size.script_bytes} bytes, ${size.script_gzip_bytes} gzipped, ${size.served_gzip_bytes} of ${MAX_GZIP_BYTES} allowed with a configuration inside`,
);
if (size.served_gzip_bytes > MAX_GZIP_BYTES) {
  console.error(`The tracking script is ${size.served_gzip_bytes - MAX_GZIP_BYTES} bytes over its limit.`);
  process.exitCode = 1;
}

/** The sources as one function that runs itself. */
async function bundled(clickIdParameters) {
  const output = await build({
    root: HERE,
    configFile: false,
    logLevel: 'warn',
    define: { __CLICK_ID_PARAMETERS__: JSON.stringify(clickIdParameters.join('|')) },
    build: {
      write: false,
      minify: false,
      target: 'es2021',
      lib: { entry: join(HERE, 'src/index.ts'), formats: ['iife'], name: 'warpTracker' },
    },
  });
  return [output].flat()[0].output[0].code;
}

function check(text) {
  const places = text.split(PLACEHOLDER).length - 1;
  if (places !== 1) throw new Error(`${PLACEHOLDER} stands ${places} times in the built script; it must stand there once.`);
  if (/<\/script|<!--/i.test(text)) throw new Error('The built script could end or comment out the script element that it stands in.');
}
