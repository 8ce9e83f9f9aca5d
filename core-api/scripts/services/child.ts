import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';

/** A server process started by us. */
export interface Running {
  readonly pid: number;
  /** Asks it to end with the given signal, and kills it when it does not within 20 s. */
  end(signal: NodeJS.Signals): Promise<void>;
}

/**
 * Starts a server in a process group of its own, so that Ctrl-C reaches us alone and we can end things in order.
 *
 * @param isReady looks at each piece of output
 * @throws with the last output when it ends before it is ready
 */
export function startServer(
  command: string,
  args: readonly string[],
  options: SpawnOptions,
  isReady: (output: string) => boolean,
): Promise<Running> {
  const child = spawn(command, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-4_000);
      if (isReady(output)) resolve({ pid: child.pid ?? 0, end: (signal) => end(child, signal) });
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${command} ended with ${code ?? 'a signal'} before it was ready:\n${output.trim()}`)));
  });
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill(signal);
  });
}

/** Whether a process with this id exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
