import { DriverException } from '@mikro-orm/core';
import { HttpException, Logger } from '@nestjs/common';
import pg from 'pg';
import { databaseProblem } from './database-problem.js';
import { type FieldError, Problem } from './problem.js';

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

/** What Fastify finds wrong with a body before anybody looks into it. */
const BODY_RULES: Readonly<Record<string, string>> = {
  FST_ERR_CTP_EMPTY_JSON_BODY: 'required',
  FST_ERR_CTP_INVALID_JSON_BODY: 'json',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'length',
};

const logger = new Logger('Problem');

/** What an error answers with. What is not meant for a client stays in the log. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const { statusCode, code, message = '' } = (error ?? {}) as { statusCode?: unknown; code?: string; message?: string };
  const status = error instanceof HttpException ? error.getStatus() : statusCode;
  // A 400 that is none of ours is Fastify's, or Nest's: a body that could not be read.
  if (typeof status === 'number' && status < 500) return new Problem(status, CODES[status] ?? 'error', message, status === 400 ? bodyErrors(code, message) : undefined);
  const trace = error instanceof Error ? traceOf(error) : 'Something that is no error was thrown.';
  const refused = isFromDatabase(error) ? databaseProblem(error.code) : undefined;
  if (refused !== undefined) {
    // It should have been found before the database had to.
    logger.warn(trace);
    return refused;
  }
  logger.error(trace);
  return new Problem(500, 'internal_error', 'Something went wrong on our side. It was written to the log.');
}

const bodyErrors = (code: string | undefined, message: string): FieldError[] => [
  { field: 'body', rule: BODY_RULES[code ?? ''] ?? 'form', message: message.endsWith('.') ? message : `${message}.` },
];

const isFromDatabase = (error: unknown): error is DriverException | pg.DatabaseError =>
  error instanceof DriverException || error instanceof pg.DatabaseError;

/** What the log may keep: database errors repeat statements and values, which may be personal or secret. */
function traceOf(error: Error): string {
  if (!isFromDatabase(error)) return error.stack ?? error.message;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [`${error.name} ${String(error.code ?? '')}`.trim(), ...frames].join('\n');
}
