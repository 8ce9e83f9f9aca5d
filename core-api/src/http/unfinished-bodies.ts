import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

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

/** Bodies that come whole sooner are never noticed. */
const LOOK_EVERY_MS = 100;

/** Node reads at most so much at once. */
const ONE_READ = 64 * 1024;

interface Body {
  readonly since: number;
  readonly response: ServerResponse;
  held: number;
}

/** The latest request of a connection: only that can have a body that is still coming in. */
interface Latest {
  request: IncomingMessage | undefined;
  response: ServerResponse | undefined;
}

/**
 * Bodies that are still coming in. A client may send as slowly as it likes only for a time, and all of them together may hold so
 * much memory; beyond it the oldest goes first, for an honest one is whole within a moment.
 *
 * Most bodies come whole with their head, and those must cost nothing: a wrapper around each request, or a set of requests that each
 * enters and leaves, made accepting events a third slower, because what old objects point to outlives the young generation. So a
 * connection remembers its latest request, and who has not finished is looked for ten times a second.
 */
export class UnfinishedBodies {
  private readonly connections = new Map<Socket, Latest>();
  /** Oldest first. */
  private readonly open = new Map<IncomingMessage, Body>();
  private held = 0;

  /** @param refuseBy answers and closes; called at most once for each */
  constructor(
    private readonly limits: BodyLimits,
    private readonly refuseBy: (response: ServerResponse) => void,
    private readonly now: () => number = Date.now,
  ) {
    setInterval(() => this.look(), LOOK_EVERY_MS).unref();
  }

  /** Bodies that were not whole when they were looked for. */
  get size(): number {
    return this.open.size;
  }

  /** To be called for each connection, before its first request. */
  connect(socket: Socket): void {
    this.connections.set(socket, { request: undefined, response: undefined });
    socket.once('close', () => this.connections.delete(socket));
  }

  /** To be called for each request. */
  watch(request: IncomingMessage, response: ServerResponse): void {
    const latest = this.connections.get(request.socket);
    if (latest === undefined) return;
    latest.request = request;
    latest.response = response;
  }

  /** Finds those that are not whole, and refuses those that had their time. */
  look(): void {
    for (const latest of this.connections.values()) {
      const { request, response } = latest;
      if (request === undefined || response === undefined) continue;
      latest.request = latest.response = undefined;
      if (!request.complete && !request.destroyed) this.begin(request, response);
    }
    const before = this.now() - this.limits.seconds * 1000;
    for (const [request, { since }] of this.open) {
      if (since > before) break;
      this.refuse(request);
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
    this.add(request, body, Math.min(request.socket.bytesRead, declared) + CHUNK_OVERHEAD);
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
