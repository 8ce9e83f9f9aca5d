import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { CONFIG } from '../config/config.module.js';
import type { ServicesConfig } from '../config/config.js';
import { RedisConnections } from '../redis/redis.module.js';
import { KeyRing } from '../secrets/key-ring.js';
import { BatchProcessor } from './batch-processor.js';
import { decodeMessage } from './decode.js';
import { LogPartition, type LogMessage } from './log-partition.js';
import { PipelineFigures } from './pipeline-figures.js';
import { Quarantine } from './quarantine.js';

/** Pause before a partition is asked for again that another worker owns, or that failed. */
const RETRY_MS = 500;

/**
 * Reads the event log and has it stored, a loop per partition. A message is acknowledged when everything in it is stored
 * or in quarantine, never before.
 */
@Injectable()
export class LogWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(LogWorker.name);
  private readonly worker = `${process.pid}-${randomUUID().slice(0, 8)}`;
  private readonly stopping = new AbortController();
  private loops: readonly Promise<void>[] = [];

  constructor(
    @Inject(CONFIG) private readonly config: ServicesConfig,
    private readonly redis: RedisConnections,
    private readonly processor: BatchProcessor,
    private readonly quarantine: Quarantine,
    private readonly figures: PipelineFigures,
    private readonly keyRing: KeyRing,
  ) {}

  onApplicationBootstrap(): void {
    this.loops = Array.from({ length: this.config.logPartitions }, (_, partition) =>
      // A blocking read holds its connection, so each partition has its own.
      this.run(new LogPartition(this.redis.open(), partition, this.worker)),
    );
  }

  /** Finishes the batches in hand; what was not begun stays in the log for the next worker. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.loops);
  }

  private async run(partition: LogPartition): Promise<void> {
    let troubled = false;
    const size = new BatchSize(this.config.batchEvents);
    while (!this.stopping.signal.aborted) {
      try {
        if (await partition.own()) await this.processNext(partition, size);
        else await this.pause();
        troubled = false;
      } catch (error) {
        if (!troubled) this.logger.warn(`The event log waits: ${error instanceof Error ? error.message : 'unknown'}`);
        troubled = true;
        partition.rewind();
        await this.pause();
      }
    }
    await partition.giveBack().catch(() => undefined);
  }

  private async processNext(partition: LogPartition, size: BatchSize): Promise<void> {
    const messages = await partition.read(size.messages());
    if (messages.length === 0) return;
    const begun = performance.now();
    const events = await this.processMessages(messages);
    size.learn(events / messages.length);
    await partition.acknowledge(messages.map(({ id }) => id));
    this.figures.batchStored(events, performance.now() - begun);
  }

  private async processMessages(messages: readonly LogMessage[]): Promise<number> {
    const lines = messages.flatMap(({ text }) => decodeMessage(text, this.keyRing));
    const broken = lines.flatMap((line) => (line.ok ? [] : [{ line: line.line, reason: line.reason, attempts: 1 }]));
    const entries = lines.flatMap((line) => (line.ok ? [line.entry] : []));
    if (entries.length > 0) await this.processor.process(entries);
    if (broken.length > 0) await this.quarantine.put(broken);
    return entries.length;
  }

  private async pause(): Promise<void> {
    await sleep(RETRY_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}

/**
 * How many messages make a batch: a message holds what was accepted in one turn of the event loop, one event in quiet times
 * and dozens under load, and it is events that a transaction must not get too many of.
 */
class BatchSize {
  /** A guess until the first batch; a log found full was filled under load. */
  private eventsPerMessage = 16;

  constructor(private readonly events: number) {}

  messages(): number {
    return Math.max(1, Math.floor(this.events / this.eventsPerMessage));
  }

  /** Up at once, down slowly: a batch too large costs more than one too small. */
  learn(eventsPerMessage: number): void {
    this.eventsPerMessage = Math.max(1, eventsPerMessage, this.eventsPerMessage * 0.9);
  }
}
