import { execFile, spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Serve } from '../wordpress.js';
import { phpWasm, type PhpVersion } from './runtime.js';

const program = (name: string): string => new URL(name, import.meta.url).pathname;

/** A WordPress tree on another PHP than the machine's. */
export const servedByWasm =
  (version: PhpVersion): Serve =>
  async (dir, port, url) => {
    const server = spawn(process.execPath, [program('serve.mjs'), await phpWasm(), version, dir, String(port)], { stdio: ['ignore', 'ignore', 'inherit'] });
    const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
    const stop = async (): Promise<void> => {
      server.kill('SIGKILL');
      await ended;
    };
    for (let tries = 0; tries < 200; tries += 1) {
      if (server.exitCode !== null) throw new Error(`PHP ${version} could not be started.`);
      const answer = await fetch(`${url}/wp-includes/images/blank.gif`).catch(() => undefined);
      if (answer?.ok === true) return { stop };
      await pause(50);
    }
    await stop();
    throw new Error(`PHP ${version} did not answer at ${url}.`);
  };

/** Runs PHP of a version with a folder of this machine at hand; gives what it printed. */
export async function runOn(version: PhpVersion, folder: string, code: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [program('run.mjs'), await phpWasm(), version, folder, code]);
  return stdout;
}
