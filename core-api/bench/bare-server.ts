import { createServer } from 'node:http';

/** The measure of all: node:http that parses the same JSON and answers 202. Prints its port. */
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = JSON.parse(Buffer.concat(chunks).toString()) as { events?: unknown[] };
    response.writeHead(202, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ accepted: body.events?.length ?? 1, rejected: [] }));
  });
});

server.listen(0, '127.0.0.1', () => console.log(JSON.stringify(server.address())));
