import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConflictException, Controller, Get, Module, Query } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../test/setup/database.js';
import { invalid, notFound } from './problem.js';
import { ProblemFilter } from './problem.filter.js';

let database: TestDatabase;

@Controller()
class Throwing {
  @Get('own') own(): never {
    throw notFound('site');
  }
  @Get('fields') fields(): never {
    throw invalid([{ field: 'name', rule: 'required', message: 'name is required.' }]);
  }
  @Get('nest') nest(): never {
    throw new ConflictException('taken');
  }
  @Get('bug') bug(): never {
    throw new TypeError('x is not a function');
  }
  @Get('database') database(@Query('sql') sql: string): Promise<unknown> {
    return database.query(sql);
  }
  @Get('broken-statement') broken(): Promise<unknown> {
    return database.query("select 'jane@example.org' from no_such_table");
  }
}

@Module({ controllers: [Throwing] })
class ThrowingModule {}

describe('an error of the API', () => {
  let app: NestFastifyApplication;
  const log: string[] = [];
  const write = (...parts: unknown[]): void => void log.push(parts.map(String).join(' '));
  beforeAll(async () => {
    database = await createTestDatabase();
    const logger = { log: write, warn: write, error: write };
    app = await NestFactory.create<NestFastifyApplication>(ThrowingModule, new FastifyAdapter(), { logger });
    app.useGlobalFilters(new ProblemFilter());
    await app.init();
  });
  afterAll(async () => {
    await app.close();
    await database.drop();
  });
  const get = async (url: string) => {
    const response = await app.inject({ method: 'GET', url });
    return { type: String(response.headers['content-type']), body: response.json<Record<string, unknown>>() };
  };

  it.each([
    ['/own', { title: 'Not found', status: 404, code: 'not_found', detail: 'There is no such site.' }],
    [
      '/fields',
      {
        title: 'Bad request',
        status: 400,
        code: 'invalid_request',
        detail: 'name is required.',
        errors: [{ field: 'name', rule: 'required', message: 'name is required.' }],
      },
    ],
    ['/nest', { title: 'Conflict', status: 409, code: 'conflict', detail: 'taken' }],
    ['/no-such-route', { title: 'Not found', status: 404, code: 'not_found', detail: 'Cannot GET /no-such-route' }],
  ])('%s is problem+json', async (url, problem) => {
    const { type, body } = await get(url);
    expect(type).toMatch(/^application\/problem\+json/);
    expect(body).toEqual({ type: 'about:blank', ...problem });
  });

  it.each(['/bug', '/broken-statement'])('%s answers 500 without saying what happened', async (url) => {
    const { body } = await get(url);
    expect(body).toMatchObject({ status: 500, code: 'internal_error' });
    expect(JSON.stringify(body)).not.toMatch(/function|jane|no_such/);
  });

  it.each([
    ['22P02', "select 'jane@example.org'::uuid", 'format'],
    ['22003', 'select (1e300)::numeric(16,2)', 'range'],
    ['22008', "select '2026-02-30'::date", 'date'],
    ['22021', "select convert_from('\\xff', 'UTF8')", 'characters'],
    ['22P05', `select '"\\u0000"'::jsonb ->> 0`, 'characters'],
  ])('a value that the database refuses with %s is the client’s error, and is not repeated', async (code, sql, rule) => {
    const { body } = await get(`/database?sql=${encodeURIComponent(sql)}`);
    expect(log.at(-1)).toContain(code);
    expect(body).toMatchObject({ status: 400, code: 'invalid_request', errors: [{ field: '(unknown)', rule }] });
    expect(JSON.stringify(body)).not.toContain('jane');
  });

  it('is logged with its place, and without values that the database repeats', async () => {
    await get('/bug');
    await get('/broken-statement');
    expect(log.join('\n')).toMatch(/TypeError: x is not a function\s+at Throwing\.bug/);
    expect(log.join('\n')).toContain(`${new pg.DatabaseError('', 0, 'error').name} 42P01`);
    expect(log.join('\n')).not.toContain('jane');
  });
});
