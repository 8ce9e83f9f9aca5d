import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { withApiKeyScopes } from '../../src/identity/api-keys/api-key-document.js';
import { startTestApi, type TestApi } from './test-api.js';

let api: TestApi;
let document: OpenAPIObject;
beforeAll(async () => {
  api = await startTestApi();
  document = withApiKeyScopes(SwaggerModule.createDocument(api.app, new DocumentBuilder().addBearerAuth().build()));
});
afterAll(() => api.stop());

interface Operation {
  readonly responses: Record<string, { readonly content?: Record<string, { readonly schema?: object }> }>;
}

const operations = (): [string, Operation][] =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Operation>).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  );

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

  it('says of every route what it answers, in success and in error', () => {
    const vague = operations().filter(([, { responses }]) => {
      const [success] = Object.entries(responses).filter(([status]) => status.startsWith('2'));
      const isSaid =
        success !== undefined &&
        (success[0] === '204' || Object.values(success[1].content ?? {}).every(({ schema }) => schema));
      return (
        !isSaid ||
        (success[0] !== '204' && success[1].content === undefined) ||
        responses['default']?.content === undefined
      );
    });
    expect(vague.map(([route]) => route)).toEqual([]);
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
