// Serves a folder by PHP until it is ended: node serve.mjs <runtime> <version> <folder> <port>
// A program of its own, so that no test has to load an interpreter.
import { createServer } from 'node:http';
import { openRuntime } from './interpreter.mjs';

const [runtime, version, folder, port] = process.argv.slice(2);
const { PHPRequestHandler, interpreter } = await openRuntime(runtime);
const url = `http://127.0.0.1:${port}`;

const site = new PHPRequestHandler({
  phpFactory: () => interpreter(version, folder, { WARP_TEST_SITE_URL: url }),
  // WordPress asks itself while it answers.
  maxPhpInstances: 3,
  documentRoot: folder,
  absoluteUrl: url,
  cookieStore: false,
  getFileNotFoundAction: () => ({ type: 'internal-redirect', uri: '/index.php' }),
});

createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { url: path, method, headers } = request;
  const answer = await site.request({ url: path, method, headers, body: Buffer.concat(chunks) });
  response.writeHead(answer.httpStatusCode, answer.headers).end(answer.bytes);
}).listen(Number(port), '127.0.0.1');
