import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { extractZip } from './extract-zip.js';

const run = promisify(execFile);
const BUILD = new URL('../../scripts/build-zip.js', import.meta.url).pathname;

export interface BuiltPlugin {
  /** The plugin's folder, as WordPress would unpack it. */
  readonly folder: string;
  remove(): Promise<void>;
}

/** Builds the zip and unpacks it: tests run what people install. */
export async function buildPlugin(): Promise<BuiltPlugin> {
  const out = await mkdtemp(join(tmpdir(), 'warp-plugin-'));
  await run(process.execPath, [BUILD, out]);
  await extractZip(join(out, 'warp.zip'), out);
  return { folder: join(out, 'warp'), remove: () => rm(out, { recursive: true, force: true }) };
}
