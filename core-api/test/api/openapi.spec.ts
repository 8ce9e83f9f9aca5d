import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Body, Controller, Get, type INestApplication, Module, Post, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { ApiBody, ApiOkResponse, ApiProperty, type OpenAPIObject } from '@nestjs/swagger';
import { apiPreview } from '../../scripts/api-preview.js';
import { ApiProblems } from '../../src/http/problem.dto.js';
import { apiDocument } from '../../src/openapi/api-document.js';
import { type Operation, routesIn, type Schema } from '../../src/openapi/operations.js';
import { DOCUMENT_FILE } from '../../src/openapi/printed-document.js';

let document: OpenAPIObject;
beforeAll(async () => {
  document = apiDocument(await apiPreview());
});

const operations = (): [string, Operation][] => routesIn(document).map(({ method, path, operation }) => [`${method} ${path}`, operation]);

/** An application of these controllers alone. */
const previewOf = (...controllers: Type[]): Promise<INestApplication> => {
  @Module({ controllers })
  class Planted {}
  return NestFactory.create(Planted, new FastifyAdapter(), { preview: true, logger: false, abortOnError: false });
};

/** Every schema in one, by where it stands. */
function schemasIn(schema: Schema, at: string): readonly (readonly [string, Schema])[] {
  const { properties = {}, items, additionalProperties, allOf = [], anyOf = [], oneOf = [] } = schema;
  return [
    [at, schema] as const,
    ...Object.entries(properties).flatMap(([name, field]) => schemasIn(field, `${at}.${name}`)),
    ...(items === undefined ? [] : schemasIn(items, `${at}[]`)),
    ...(typeof additionalProperties === 'object' ? schemasIn(additionalProperties, `${at}.*`) : []),
    ...[...allOf, ...anyOf, ...oneOf].flatMap((one) => schemasIn(one, at)),
  ];
}

describe('the API’s document', () => {
  it('has the routes of the wire contract', () => {
    expect(operations().map(([route]) => route)).toEqual(
      expect.arrayContaining([
        'POST /api/auth/login',
        'POST /api/auth/refresh',
        'POST /api/auth/logout',
        'PUT /api/auth/password',
        'GET /api/auth/sessions',
        'DELETE /api/auth/sessions',
        'DELETE /api/auth/sessions/{id}',
        'GET /api/sites',
        'POST /api/sites',
        'GET /api/sites/{id}',
        'PUT /api/sites/{id}',
        'DELETE /api/sites/{id}',
        'GET /api/sites/{site_id}/destinations',
        'POST /api/sites/{site_id}/destinations',
        'PUT /api/sites/{site_id}/destinations/{id}',
        'DELETE /api/sites/{site_id}/destinations/{id}',
        'POST /api/sites/{site_id}/destinations/{id}/test',
        'GET /api/plugins',
        'GET /api/sites/{id}/data-quality',
        'GET /api/sites/{id}/failed-events',
        'POST /api/sites/{id}/failed-events/retry',
        'GET /api/oauth/authorizations',
        'POST /api/oauth/authorizations',
        'POST /api/oauth/token',
        'DELETE /api/oauth/token',
        'POST /api/sites/{site_id}/connection-code',
        'GET /api/sites/{site_id}/connections',
        'DELETE /api/sites/{site_id}/connections/{id}',
        'POST /api/sites/{site_id}/secret',
        'GET /api/site',
        'PUT /api/site/config',
        'GET /api/site/overview',
        'GET /api/site/events',
        'GET /api/site/pages',
        'GET /api/site/companies',
        'GET /api/site/health',
        'GET /api/site/receipts',
        'POST /api/site/reconcile',
        'POST /api/site/client-address',
        'POST /api/site/loss',
        'GET /api/site/loss',
        'GET /api/site/people',
        'DELETE /api/site/people',
      ]),
    );
  });

  it('has the routes of every part of the application', () => {
    expect(operations().map(([route]) => route)).toEqual(
      expect.arrayContaining([
        'POST /api/track',
        'GET /w/{file}',
        'GET /api/analytics/overview',
        'GET /api/monitoring/pipeline',
        'GET /api/monitoring/quarantine',
        'GET /api/enrichments',
        'GET /api/dead-letters',
        'GET /api/deletions',
        'GET /health/ready',
        'GET /metrics',
        'GET /api/openapi.json',
        'GET /api/docs',
      ]),
    );
  });

  it('says of every route what it answers, in success and in error', () => {
    const vague = operations().filter(([, { responses }]) => {
      const successes = Object.entries(responses).filter(([status]) => status.startsWith('2'));
      const isSaid = successes.every(([status, { content = {} }]) => {
        const schemas = Object.entries(content);
        const isTyped = schemas.every(([type, { schema }]) => (type.endsWith('json') ? schema?.$ref !== undefined : schema !== undefined));
        return status === '204' || (schemas.length > 0 && isTyped);
      });
      return successes.length === 0 || !isSaid || responses['default']?.content?.['application/problem+json']?.schema?.$ref === undefined;
    });
    expect(vague.map(([route]) => route)).toEqual([]);
  });

  it('says of every route in a line what it is for', () => {
    expect(operations().flatMap(([route, { summary = '' }]) => (summary === '' ? [route] : []))).toEqual([]);
  });

  it('leaves open only what is a site’s or a plugin’s own', () => {
    const schemas = Object.entries(document.components!.schemas as Record<string, Schema>).flatMap(([name, schema]) => schemasIn(schema, name));
    const open = schemas.filter(([, { type, properties, additionalProperties, allOf }]) => type === 'object' && properties === undefined && allOf === undefined && typeof additionalProperties !== 'object');
    expect([...new Set(open.map(([at]) => at))].filter((at) => !/\.(settings|event_data|hints|ids|item|default|value)$|^OpenApiDocument\./.test(at))).toEqual([]);
  });

  it('has every schema that it names', () => {
    const named = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name!);
    expect([...new Set(named)].sort()).toEqual(Object.keys(document.components!.schemas!));
  });

  it('is printed in docs/ as it is', () => {
    expect(JSON.parse(readFileSync(DOCUMENT_FILE, 'utf8'))).toEqual(JSON.parse(JSON.stringify(document)));
  });

  it('says of every route which API keys open it', () => {
    const opened = Object.fromEntries(
      operations().flatMap(([route, operation]) => {
        const { 'x-api-key-scopes': scopes, security } = operation as Operation & { 'x-api-key-scopes'?: string[]; security?: object[] };
        expect([route, JSON.stringify(security ?? []).includes('api_key')]).toEqual([route, scopes !== undefined]);
        return scopes === undefined ? [] : [[route, scopes.join(' ')]];
      }),
    );
    expect(opened).toMatchObject({
      'GET /api/sites': 'read manage',
      'PUT /api/sites/{id}': 'manage',
      'POST /api/sites/{site_id}/destinations/{id}/test': 'manage',
      'DELETE /api/users/{id}': 'manage',
    });
    const closed = /^\w+ \/api\/(auth|agencies|api-keys|oauth|site|enrichments)(\/|$)|connection-code|\/secret|\/connections/;
    expect(Object.keys(opened).filter((route) => closed.test(route))).toEqual([]);
  });

  it('names every field of a site as the wire contract does', () => {
    const site = document.components!.schemas!['SiteResponse'] as { properties: object; required: string[] };
    const fields = [
      'id',
      'agency_id',
      'name',
      'domain',
      'domains',
      'script_id',
      'status',
      'state',
      'state_reason',
      'config',
      'snippet',
      'installed',
    ];
    expect(Object.keys(site.properties)).toEqual([
      ...fields,
      'events_today',
      'last_event_at',
      'created_at',
      'updated_at',
    ]);
    expect(site.required).toEqual(Object.keys(site.properties));
  });
});

class Planted {
  @ApiProperty() name!: string;
}

/** Another class of the same name, and one of the same name that is a request's. */
const twin = (): Type => {
  class Planted {
    @ApiProperty() count!: number;
  }
  return Planted;
};

@ApiProblems()
@Controller('first')
class First {
  @Get() @ApiOkResponse({ type: Planted }) get(): void {}
}

describe('printing it', () => {
  it('goes through for routes that say what they answer', async () => {
    const printed = apiDocument(await previewOf(First));
    expect(Object.keys(printed.paths)).toContain('/first');
  });

  it('is refused when two answers share a name', async () => {
    @ApiProblems()
    @Controller('second')
    class Second {
      @Get() @ApiOkResponse({ type: twin() }) get(): void {}
    }
    const app = await previewOf(First, Second);
    expect(() => apiDocument(app)).toThrow('Two classes are named Planted.');
  });

  it('is refused when a field’s class shares its name with an answer', async () => {
    const Twin = twin();
    class Outer {
      @ApiProperty({ type: [Twin] }) items!: unknown[];
    }
    @ApiProblems()
    @Controller('second')
    class Second {
      @Get() @ApiOkResponse({ type: Outer }) get(): void {}
    }
    const app = await previewOf(First, Second);
    expect(() => apiDocument(app)).toThrow('Two classes are named Planted.');
  });

  it('is refused when a body shares its name with an answer', async () => {
    const Twin = twin();
    type Twin = InstanceType<typeof Twin>;
    @ApiProblems()
    @Controller('second')
    class Second {
      @Post() @ApiBody({ type: Twin }) @ApiOkResponse({ type: Planted }) post(@Body() _body: Twin): void {}
    }
    const app = await previewOf(First, Second);
    expect(() => apiDocument(app)).toThrow('Two classes are named Planted.');
  });

  it.each([
    ['an answer without a class', () => {
      @ApiProblems()
      @Controller('second')
      class Second {
        @Get() @ApiOkResponse({ description: 'Something.' }) get(): void {}
      }
      return Second;
    }, 'GET /second does not say what is in its answer 200.'],
    ['an answer that is any object', () => {
      @ApiProblems()
      @Controller('second')
      class Second {
        @Get() @ApiOkResponse({ schema: { type: 'object' } }) get(): void {}
      }
      return Second;
    }, 'GET /second does not say what is in its answer 200.'],
    ['no errors', () => {
      @Controller('second')
      class Second {
        @Get() @ApiOkResponse({ type: Planted }) get(): void {}
      }
      return Second;
    }, 'GET /second does not say how it answers errors.'],
  ])('is refused for %s', async (_, controller, sentence) => {
    const app = await previewOf(controller());
    expect(() => apiDocument(app)).toThrow(sentence);
  });
});
