import { connect, type Socket } from 'node:net';
import { once } from 'node:events';

/** A client that speaks HTTP byte by byte, as slowly as a test wants. */
export interface RawClient {
  readonly socket: Socket;
  send(text: string): void;
  /** Everything that came back, once the other side has closed. */
  readonly answer: Promise<string>;
  close(): void;
}

/** @param from which of the machine's addresses it comes from */
export async function rawClient(url: string, from = '127.0.0.1'): Promise<RawClient> {
  const { hostname, port } = new URL(url);
  const socket = connect({ port: Number(port), host: hostname, localAddress: from });
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  // A server that closes while we write is what some tests are about.
  socket.on('error', () => undefined);
  const answer = once(socket, 'close').then(() => text);
  await once(socket, 'connect');
  return { socket, send: (part) => void socket.write(part), answer, close: () => void socket.destroy() };
}

export const trackHead = (bytes: number, more = ''): string =>
  `POST /api/track HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${bytes}\r\n${more}\r\n`;

export const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);

/** The problem an answer carries. */
export const problemOf = (answer: string): { readonly code?: string; readonly status?: number } =>
  JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4)) as { code?: string; status?: number };
