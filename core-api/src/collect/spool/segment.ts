import { open, unlink, type FileHandle } from 'node:fs/promises';

/** One file of the spool, appended to and read in turn, deleted when everything in it was read. */
export class Segment {
  private constructor(
    readonly path: string,
    private readonly file: FileHandle,
    private written: number,
  ) {}

  /** A new file; fails if there is one of this name. */
  static async create(path: string): Promise<Segment> {
    return new Segment(path, await open(path, 'wx+', 0o600), 0);
  }

  /** A file somebody else wrote; only for reading. */
  static async open(path: string): Promise<Segment> {
    const file = await open(path, 'r');
    return new Segment(path, file, (await file.stat()).size);
  }

  /** Bytes that are safely on disk. */
  get size(): number {
    return this.written;
  }

  /** On disk when it resolves. After a failure the next one writes to the same place. @throws the system's error, such as ENOSPC */
  async append(bytes: Buffer): Promise<void> {
    try {
      for (let done = 0; done < bytes.length; )
        done += (await this.file.write(bytes, done, bytes.length - done, this.written + done)).bytesWritten;
      await this.file.datasync();
    } catch (error) {
      // Half a record would take room and be taken for a torn one.
      await this.file.truncate(this.written).catch(() => undefined);
      throw error;
    }
    this.written += bytes.length;
  }

  /** At most so many bytes from here. */
  async read(from: number, length: number): Promise<Buffer> {
    const piece = Buffer.allocUnsafe(Math.min(length, this.written - from));
    const { bytesRead } = await this.file.read(piece, 0, piece.length, from);
    return piece.subarray(0, bytesRead);
  }

  async close(): Promise<void> {
    await this.file.close();
  }

  async delete(): Promise<void> {
    await this.file.close();
    await unlink(this.path);
  }
}
