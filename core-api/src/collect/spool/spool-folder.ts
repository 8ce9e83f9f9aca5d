import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, rmdir, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** A process touches its folder this often; one not touched for much longer has nobody any more. */
const TOUCH_MS = 5_000;
const ABANDONED_MS = 60_000;

const SEGMENT = /\.spool$/;

/**
 * A process's own folder below the spool's, so that several processes may share a data directory. The name says who made
 * it, and folders whose maker is gone are taken over: renaming is atomic, so only one process gets each.
 */
export class SpoolFolder {
  private readonly timer: NodeJS.Timeout;
  private number = 0;

  private constructor(
    private readonly root: string,
    private readonly name: string,
  ) {
    this.timer = setInterval(() => void this.touch(), TOUCH_MS).unref();
  }

  static async open(root: string): Promise<SpoolFolder> {
    const name = `${HOST}.${process.pid}.${randomUUID().slice(0, 8)}`;
    await mkdir(join(root, name), { recursive: true, mode: 0o700 });
    return new SpoolFolder(root, name);
  }

  /** Path of the next segment; names sort in the order they were given out. */
  nextPath(): string {
    this.number += 1;
    return join(this.root, this.name, `${String(this.number).padStart(8, '0')}.spool`);
  }

  /** Segments left by processes that ended, oldest first; they are this process's now. */
  async takeOver(): Promise<readonly string[]> {
    const taken: string[] = [];
    for (const name of await readdir(this.root)) {
      if (name === this.name || !(await isAbandoned(name, join(this.root, name)))) continue;
      const claimed = join(this.root, this.name, name);
      // Another process may be quicker.
      if (!(await rename(join(this.root, name), claimed).then(() => true, () => false))) continue;
      // Deep: the one that ended may have died while taking over from another.
      const files = (await readdir(claimed, { recursive: true })).filter((file) => SEGMENT.test(file)).sort();
      for (const file of files) {
        const path = this.nextPath();
        await rename(join(claimed, file), path);
        taken.push(path);
      }
      await rm(claimed, { recursive: true });
    }
    return taken;
  }

  /** Leaves the folder; removes it when nothing is in it. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    await rmdir(join(this.root, this.name)).catch(() => undefined);
  }

  private async touch(): Promise<void> {
    const now = new Date();
    await utimes(join(this.root, this.name), now, now).catch(() => undefined);
  }
}

/** Without the dot that separates the parts of a folder's name. */
const HOST = hostname().replaceAll('.', '-');

async function isAbandoned(name: string, path: string): Promise<boolean> {
  const [host, pid] = name.split('.');
  if (host === HOST && !isRunning(Number(pid))) return true;
  const touched = await stat(path).then(({ mtimeMs }) => mtimeMs, () => Date.now());
  return Date.now() - touched > ABANDONED_MS;
}

function isRunning(pid: number): boolean {
  // A predecessor with this very number, as in a container that was started again, is gone for certain.
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: unknown }).code === 'EPERM';
  }
}
