import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { PROBLEM_TYPE, problemBody } from './problem-body.js';
import type { Problem } from './problem.js';

/** Pages of every origin may read why they were refused. */
const HEADERS = { 'content-type': PROBLEM_TYPE, 'cache-control': 'no-store', 'access-control-allow-origin': '*', connection: 'close' };

/** Answers below the framework, and closes: what is left of the request would be taken for the next one. */
export function refuse(response: ServerResponse, problem: Problem): void {
  const { socket } = response;
  if (response.headersSent) return void socket?.destroy();
  const text = JSON.stringify(problemBody(problem));
  response.writeHead(problem.status, { ...HEADERS, ...problem.headers, 'content-length': Buffer.byteLength(text) });
  response.end(text, () => socket?.destroySoon());
}

/** The same where there is no request yet, or none that could be read. */
export function refuseConnection(socket: Duplex, problem: Problem): void {
  if (socket.writable) {
    const text = JSON.stringify(problemBody(problem));
    const headers = Object.entries({ ...HEADERS, 'content-length': Buffer.byteLength(text) }).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`HTTP/1.1 ${problem.status} ${problem.code}\r\n${headers.join('')}\r\n${text}`);
  }
  socket.destroy();
}
