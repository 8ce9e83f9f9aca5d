import { benchAccept } from './accept.js';
import { benchDelivered } from './delivered.js';
import { benchIsolation } from './isolation.js';
import { benchMapped } from './mapped.js';
import { benchProxy } from './proxy.js';
import { benchStored } from './stored.js';

/** `npm run bench [name …]`: every benchmark, or the named ones. */
const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  accept: benchAccept,
  stored: benchStored,
  mapped: benchMapped,
  delivered: benchDelivered,
  isolation: benchIsolation,
  proxy: benchProxy,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. Known: ${Object.keys(BENCHES).join(', ')}.`);
  process.exit(1);
}
for (const [name, bench] of Object.entries(BENCHES)) if (wanted.length === 0 || wanted.includes(name)) await bench();
// Idle keep-alive connections of the load would hold the process for seconds.
process.exit(0);
