import { DriverException } from '@mikro-orm/core';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import pg from 'pg';
import { Problem } from './problem.js';

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not logged in',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported media type',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Not available',
};

const CODES: Readonly<Record<number, string>> = {
  400: 'invalid_request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  413: 'body_too_large',
  415: 'unsupported_media_type',
  429: 'rate_limited',
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
      .type('application/problem+json')
      .send({
        type: 'about:blank',
        title: TITLES[problem.status] ?? 'Error',
        status: problem.status,
        code: problem.code,
        detail: problem.detail,
        ...(problem.errors === undefined ? {} : { errors: problem.errors }),
        ...problem.extensions,
      });
  }

  private asProblem(error: unknown): Problem {
    if (error instanceof Problem) return error;
    const status =
      error instanceof HttpException ? error.getStatus() : (error as { statusCode?: unknown } | undefined)?.statusCode;
    if (typeof status === 'number' && status < 500)
      return new Problem(status, CODES[status] ?? 'error', (error as Error).message);
    this.logger.error(error instanceof Error ? traceOf(error) : 'Something that is no error was thrown.');
    return new Problem(500, 'internal_error', 'Something went wrong on our side. It was written to the log.');
  }
}

/** What the log may keep: database errors repeat statements and values, which may be personal or secret. */
function traceOf(error: Error): string {
  if (!(error instanceof DriverException || error instanceof pg.DatabaseError)) return error.stack ?? error.message;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [`${error.name} ${String(error.code ?? '')}`.trim(), ...frames].join('\n');
}
