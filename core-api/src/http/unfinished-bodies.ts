import type { IncomingMessage, ServerResponse } from 'node:http';

export interface BodyLimits {
  /** Seconds a client has for a request's body, from its head on. */
  readonly seconds: number;
  /** Of all bodies that are still coming in, together. */
  readonly bytes: number;
}

/** What a chunk takes beside its bytes: a Buffer of one byte is far from one byte. */
const CHUNK_OVERHEAD = 200;

/** A body of the size that is allowed, in chunks so small that they take this many times as much. */
const MOST_FOR_ONE = 4 * 1024 * 1024;

const SWEEP_MS = 1_000;

/** Node reads at most so much at once. */
const ONE_READ = 64 * 1024;

interface Body {
  readonly since: number;
  readonly response: ServerResponse;
  held: number;
}

/**
 * Bodies that are still coming in. A client may send as slowly as it likes only for a time, and all of them together may hold so
 * much memory; beyond it the oldest goes first, for an honest one is whole within a moment.
 */
export class UnfinishedBodies {
  /** Oldest first. */
  private readonly open = new Map<IncomingMessage, Body>();
  private held = 0;
  /** Of this turn, until it is known whether they came whole: a request and its response in turns. */
  private fresh: (IncomingMessage | ServerResponse)[] = [];

  /** @param refuseBy answers and closes; called at most once for each */
  constructor(
    private readonly limits: BodyLimits,
    private readonly refuseBy: (response: ServerResponse) => void,
    private readonly now: () => number = Date.now,
  ) {
    setInterval(() => this.sweep(), SWEEP_MS).unref();
  }

  /** Bodies that are not whole yet. */
  get size(): number {
    return this.open.size;
  }

  /**
   * Most bodies come whole with their head, and those must cost nothing: wrapping each request made accepting events a third slower, most of it
   * garbage. So what came is looked at when the socket's read is done.
   */
  watch(request: IncomingMessage, response: ServerResponse): void {
    if (this.fresh.push(request, response) === 2) process.nextTick(() => this.look());
  }

  private look(): void {
    const { fresh } = this;
    this.fresh = [];
    for (let at = 0; at < fresh.length; at += 2) {
      const request = fresh[at] as IncomingMessage;
      if (!request.complete && !request.destroyed) this.begin(request, fresh[at + 1] as ServerResponse);
    }
  }

  private begin(request: IncomingMessage, response: ServerResponse): void {
    const body: Body = { since: this.now(), response, held: 0 };
    this.open.set(request, body);
    // Where Node hands over what comes in: counted here, whoever reads the body, and also when nobody does.
    const push = request.push.bind(request);
    request.push = (chunk: Buffer | null, encoding?: BufferEncoding): boolean => {
      if (chunk === null) this.forget(request);
      else if (this.open.has(request)) this.add(request, body, chunk.length + CHUNK_OVERHEAD);
      return push(chunk, encoding);
    };
    request.once('close', () => this.forget(request));
    const declared = Number(request.headers['content-length'] ?? ONE_READ);
    this.add(request, body, Math.min(request.socket.bytesRead, ONE_READ, declared) + CHUNK_OVERHEAD);
  }

  /** Refuses those that had their time. */
  sweep(): void {
    const before = this.now() - this.limits.seconds * 1000;
    for (const [request, { since }] of this.open) {
      if (since > before) break;
      this.refuse(request);
    }
  }

  private add(request: IncomingMessage, body: Body, bytes: number): void {
    body.held += bytes;
    this.held += bytes;
    if (body.held > MOST_FOR_ONE) this.refuse(request);
    for (const oldest of this.open.keys()) {
      if (this.held <= this.limits.bytes) break;
      this.refuse(oldest);
    }
  }

  private refuse(request: IncomingMessage): void {
    const response = this.open.get(request)?.response;
    this.forget(request);
    if (response !== undefined) this.refuseBy(response);
  }

  private forget(request: IncomingMessage): void {
    this.held -= this.open.get(request)?.held ?? 0;
    this.open.delete(request);
  }
}
