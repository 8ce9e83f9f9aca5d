import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { BROWSER } from '../setup/running-warp.js';
import { BENCH_ORIGIN, BENCH_SCRIPT_ID } from '../../bench/warp-process.js';

const EVENTS_PER_REQUEST = 5;
const RETRY_MS = 200;

export interface SenderOptions {
  readonly url: string;
  readonly requestsPerSecond: number;
  /** This part of the requests is sent a second time although it was accepted. */
  readonly duplicates?: number;
  /** Moves the sender's clock. */
  readonly clockOffMs?: number;
  readonly visitors?: number;
}

/** A client as the tracker is one: it keeps what was not answered with 202 and sends it again with the same ids. */
export class Sender {
  /** Events answered with 202. */
  readonly accepted: string[] = [];
  /** Requests that had to be sent again, by what went wrong. */
  readonly refused = new Map<string, number>();
  private readonly open: Promise<void>[] = [];
  private sent = 0;
  private stopped = false;
  private readonly loop: Promise<void>;

  constructor(private readonly options: SenderOptions) {
    this.loop = this.run();
  }

  /** Sends no more, and waits until everything sent was accepted. */
  async finish(): Promise<void> {
    this.stopped = true;
    await this.loop;
    await Promise.all(this.open);
  }

  private async run(): Promise<void> {
    const begun = Date.now();
    while (!this.stopped) {
      const due = ((Date.now() - begun) / 1000) * this.options.requestsPerSecond;
      for (; this.sent < due; this.sent++) this.open.push(this.deliver(this.sent));
      await sleep(10);
    }
  }

  private async deliver(n: number): Promise<void> {
    const ids = Array.from({ length: EVENTS_PER_REQUEST }, () => randomUUID());
    const events = ids.map((event_id, i) => this.event(n, i, event_id));
    while (!(await this.post(events))) await sleep(RETRY_MS);
    this.accepted.push(...ids);
    if (n % 100 < (this.options.duplicates ?? 0) * 100) while (!(await this.post(events))) await sleep(RETRY_MS);
  }

  private event(n: number, i: number, event_id: string): object {
    const visitor = `visitor-${n % (this.options.visitors ?? 50)}`;
    const shared = { event_id, visitor_id: visitor, session_id: `session-${visitor}`, timestamp: Date.now() + (this.options.clockOffMs ?? 0) };
    const isOrder = n % 20 === 0 && i === 0;
    return isOrder
      ? { ...shared, event_type: 'purchase', event_data: { transaction_id: `T${n}`, value: 10, currency: 'EUR' } }
      : { ...shared, event_type: 'page_view', page_url: `https://shop.example/page-${n % 7}` };
  }

  private async post(events: readonly object[]): Promise<boolean> {
    try {
      const answer = await fetch(`${this.options.url}/api/track`, {
        method: 'POST',
        headers: { ...BROWSER, 'content-type': 'application/json', origin: BENCH_ORIGIN },
        body: JSON.stringify({ script_id: BENCH_SCRIPT_ID, sent_at: Date.now() + (this.options.clockOffMs ?? 0), events }),
        signal: AbortSignal.timeout(20_000),
      });
      await answer.arrayBuffer();
      if (answer.status !== 202) this.note(String(answer.status));
      return answer.status === 202;
    } catch {
      this.note('no answer');
      return false;
    }
  }

  private note(what: string): void {
    this.refused.set(what, (this.refused.get(what) ?? 0) + 1);
  }
}
