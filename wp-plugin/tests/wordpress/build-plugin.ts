import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { extractZip } from './extract-zip.js';

const run = promisify(execFile);
const BUILD = new URL('../../scripts/build-zip.js', import.meta.url).pathname;

/** Builds the zip and unpacks it: tests run what people install. Gives the plugin's folder. */
export async function buildPlugin(): Promise<string> {
  const out = await mkdtemp(join(tmpdir(), 'warp-plugin-'));
  await run(process.execPath, [BUILD, out]);
  await extractZip(join(out, 'warp.zip'), out);
  return join(out, 'warp');
}
