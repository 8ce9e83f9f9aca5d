// A core that takes everything, as cheaply as may be and after so many milliseconds: what is measured is the site.
// Run as a process of its own; prints its port. After a line "hang" it accepts connections and requests and never answers, until "answer".
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { trackerFor } from '../tests/wordpress/tracker.js';

const delayMs = Number(process.argv[2] ?? 0);
const EVENT = Buffer.from('"client":{');

let hangs = false;
createInterface({ input: process.stdin }).on('line', (line) => (hangs = line === 'hang'));

const server = createServer((request, response) => {
  if (hangs) return;
  if (request.url?.startsWith('/w/') === true) {
    const endpoint = new URL(request.url, 'http://core').searchParams.get('endpoint') ?? '/none';
    response.writeHead(200, { 'content-type': 'text/javascript' }).end(trackerFor('bench', endpoint));
  } else if (request.method === 'GET') response.end('{}');
  else {
    void eventsIn(request).then((events) => {
      setTimeout(() => response.writeHead(202).end(`{"accepted":${events},"rejected":[]}`), delayMs);
    });
  }
});

server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port)); // eslint-disable-line no-console

async function eventsIn(request: IncomingMessage): Promise<number> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  let events = 0;
  for (let at = body.indexOf(EVENT); at >= 0; at = body.indexOf(EVENT, at + 1)) events += 1;
  return events;
}
