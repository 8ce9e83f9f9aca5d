import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below the range from which systems give ports to outgoing connections (32768 on Linux), which would take one before it is used. */
const RANGE = { from: 15_000, to: 32_000 } as const;
const TRIES = 50;

/** A TCP port on loopback that nobody listens on at the moment; by chance, so that others who look at the same time find another. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries++) {
    const port = randomInt(RANGE.from, RANGE.to);
    if (await isPortFree(port)) return port;
  }
  throw new Error(`No free port was found between ${RANGE.from} and ${RANGE.to}.`);
}

/** Whether a port can be listened on. */
export const isPortFree = (port: number, host = '127.0.0.1'): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
