import { connect, type Socket } from 'node:net';

/** What a load run measured. */
export interface LoadResult {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answers by status. */
  readonly statuses: Readonly<Record<string, number>>;
}

export interface LoadOptions {
  readonly port: number;
  readonly path: string;
  /** Body of the n-th request. */
  readonly body: (n: number) => string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly connections: number;
  readonly seconds: number;
}

/**
 * Sends requests over raw keep-alive connections, one after the other on each, and reads just enough of the answers to
 * tell them apart: a generator that parses HTTP properly would be slower than what it measures.
 */
export async function runLoad(options: LoadOptions): Promise<LoadResult> {
  const latencies: number[] = [];
  const statuses: Record<string, number> = {};
  const endAt = performance.now() + options.seconds * 1000;
  let sent = 0;
  const nextRequest = (): Buffer => requestFor(options, sent++);
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: options.connections }, () =>
      drive(options.port, nextRequest, endAt, (status, latency) => {
        statuses[status] = (statuses[status] ?? 0) + 1;
        latencies.push(latency);
      }),
    ),
  );
  const seconds = (performance.now() - begun) / 1000;
  latencies.sort((a, b) => a - b);
  const quantile = (q: number): number => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * q))] ?? NaN;
  return { requestsPerSecond: latencies.length / seconds, p50Ms: quantile(0.5), p99Ms: quantile(0.99), statuses };
}

function requestFor({ path, headers, body }: LoadOptions, n: number): Buffer {
  const text = body(n);
  const fields = { host: 'localhost', 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), ...headers };
  const head = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from(`POST ${path} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n${text}`);
}

function drive(port: number, nextRequest: () => Buffer, endAt: number, onAnswer: (status: string, latencyMs: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let sentAt = 0;
    let answer = '';
    const send = (): void => {
      sentAt = performance.now();
      socket.write(nextRequest());
    };
    socket.once('connect', send);
    socket.once('error', reject);
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
      if (!isComplete(answer)) return;
      onAnswer(answer.slice(9, 12), performance.now() - sentAt);
      answer = '';
      if (performance.now() < endAt) send();
      else socket.end(resolve);
    });
  });
}

function isComplete(answer: string): boolean {
  const headEnd = answer.indexOf('\r\n\r\n');
  if (headEnd < 0) return false;
  const length = /content-length: (\d+)/i.exec(answer)?.[1];
  return answer.length >= headEnd + 4 + Number(length ?? 0);
}
