import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { trackDocument } from '../collect/track-document.js';
import { CORE_VERSION } from '../config/core-version.js';
import { withApiKeyScopes } from '../identity/api-keys/api-key-document.js';
import { IncompleteDocument } from './incomplete-document.js';
import { missingAnswers } from './route-answers.js';
import { sharedSchemaNames } from './schema-names.js';

/**
 * The API's document, from the classes of its bodies and answers. Nothing is instantiated for it: an application in preview mode will do.
 * @throws IncompleteDocument when two schemas share a name, or a route does not say what it answers
 */
export function apiDocument(app: INestApplication): OpenAPIObject {
  const shared = sharedSchemaNames(app);
  if (shared.length > 0) throw new IncompleteDocument(shared.map((name) => `Two classes are named ${name}.`));
  const settings = new DocumentBuilder()
    .setTitle('Warp')
    .setDescription('Every error is `application/problem+json` with a stable `code`. All times are ISO 8601 in UTC, unless said otherwise.')
    .setVersion(CORE_VERSION)
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth()
    .build();
  const document = sorted(withCollection(withApiKeyScopes(SwaggerModule.createDocument(app, settings))));
  const missing = missingAnswers(document);
  if (missing.length > 0) throw new IncompleteDocument(missing);
  return document;
}

const withCollection = ({ paths, components, ...document }: OpenAPIObject): OpenAPIObject =>
  ({
    ...document,
    paths: { ...paths, ...trackDocument.paths },
    components: { ...components, schemas: { ...components?.schemas, ...trackDocument.schemas } },
  }) as unknown as OpenAPIObject;

/** The same text however modules are ordered. */
const sorted = ({ paths, components, ...document }: OpenAPIObject): OpenAPIObject => ({
  ...document,
  paths: byName(paths),
  components: { ...components, schemas: byName(components?.schemas ?? {}) },
});

const byName = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).sort(([one], [other]) => (one < other ? -1 : 1))) as T;
