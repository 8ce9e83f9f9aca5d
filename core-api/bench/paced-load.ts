import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { BROWSER_AGENT } from './sample-events.js';

export interface PacedLoad {
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: (n: number) => string;
  readonly requestsPerSecond: number;
  readonly seconds: number;
  readonly onAccepted: () => void;
}

export interface PacedResult {
  /** Events in answers with 202, ten to a request. */
  readonly accepted: number;
  readonly seconds: number;
}

const TICK_MS = 10;

/** Sends at a steady rate, whether answers come or not: an open loop, as visitors are. */
export async function sendAtRate(load: PacedLoad): Promise<PacedResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: 128 });
  const begun = performance.now();
  const answers: Promise<boolean>[] = [];
  for (let sent = 0; sent < load.requestsPerSecond * load.seconds; await sleep(TICK_MS)) {
    const due = Math.min(load.requestsPerSecond * load.seconds, ((performance.now() - begun) / 1000) * load.requestsPerSecond);
    for (; sent < due; sent++) answers.push(post(agent, load, sent));
  }
  const accepted = (await Promise.all(answers)).filter(Boolean).length * 10;
  agent.destroy();
  return { accepted, seconds: (performance.now() - begun) / 1000 };
}

function post(agent: Agent, load: PacedLoad, n: number): Promise<boolean> {
  return new Promise((resolve) => {
    const body = load.body(n);
    const sent = request(
      {
        agent,
        port: load.port,
        host: '127.0.0.1',
        path: load.path,
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'user-agent': BROWSER_AGENT, 'accept-language': 'en', ...load.headers },
      },
      (response) => {
        response.resume();
        if (response.statusCode === 202) load.onAccepted();
        resolve(response.statusCode === 202);
      },
    );
    sent.once('error', () => resolve(false));
    sent.end(body);
  });
}
