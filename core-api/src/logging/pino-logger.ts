import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

/** Nest's log lines as structured JSON. Nothing is added to a message: what must not be logged must not be passed. */
export class PinoLogger implements LoggerService {
  private readonly pino: Logger;

  /** @param level trace, debug, info, warn, error or silent */
  constructor(level: string) {
    this.pino = pino({ level, base: { pid: process.pid } });
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.pino.info({ context: contextOf(rest) }, String(message));
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.pino.warn({ context: contextOf(rest) }, String(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.pino.error({ context: contextOf(rest) }, String(message));
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.pino.fatal({ context: contextOf(rest) }, String(message));
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.pino.debug({ context: contextOf(rest) }, String(message));
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.pino.trace({ context: contextOf(rest) }, String(message));
  }
}

/** Nest passes the context last. */
const contextOf = (rest: readonly unknown[]): string | undefined => {
  const last = rest.at(-1);
  return typeof last === 'string' ? last : undefined;
};
