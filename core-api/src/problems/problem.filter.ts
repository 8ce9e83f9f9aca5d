import { DriverException } from '@mikro-orm/core';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import pg from 'pg';
import { databaseProblem } from './database-problem.js';
import { PROBLEM_TYPE, problemBody } from './problem-body.js';
import { Problem } from './problem.js';

const CODES: Readonly<Record<number, string>> = {
  400: 'invalid_request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  408: 'request_timeout',
  409: 'conflict',
  413: 'body_too_large',
  414: 'address_too_long',
  415: 'unsupported_media_type',
  429: 'rate_limited',
  431: 'headers_too_large',
  503: 'unavailable',
};

/** Answers every error of the API as `application/problem+json`. What is not meant for a client stays in the log. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const problem = this.asProblem(error);
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    void reply
      .code(problem.status)
      .headers(problem.headers)
      .type(PROBLEM_TYPE)
      .send(problemBody(problem));
  }

  private asProblem(error: unknown): Problem {
    if (error instanceof Problem) return error;
    const status =
      error instanceof HttpException ? error.getStatus() : (error as { statusCode?: unknown } | undefined)?.statusCode;
    if (typeof status === 'number' && status < 500)
      return new Problem(status, CODES[status] ?? 'error', (error as Error).message);
    const trace = error instanceof Error ? traceOf(error) : 'Something that is no error was thrown.';
    const refused = isFromDatabase(error) ? databaseProblem(error.code) : undefined;
    if (refused !== undefined) {
      // It should have been found before the database had to.
      this.logger.warn(trace);
      return refused;
    }
    this.logger.error(trace);
    return new Problem(500, 'internal_error', 'Something went wrong on our side. It was written to the log.');
  }
}

const isFromDatabase = (error: unknown): error is DriverException | pg.DatabaseError =>
  error instanceof DriverException || error instanceof pg.DatabaseError;

/** What the log may keep: database errors repeat statements and values, which may be personal or secret. */
function traceOf(error: Error): string {
  if (!isFromDatabase(error)) return error.stack ?? error.message;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [`${error.name} ${String(error.code ?? '')}`.trim(), ...frames].join('\n');
}
