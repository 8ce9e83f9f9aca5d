import type { OpenAPIObject } from '@nestjs/swagger';
import { scopesOpening } from './api-key-routes.js';
import { API_KEY_SCOPE_NAMES } from '../../database/entities/api-key.entity.js';
import { API_KEY_SCOPES } from './api-key-scopes.js';

interface Operation {
  security?: Record<string, string[]>[];
  description?: string;
  'x-api-key-scopes'?: readonly string[];
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** Says in the API's document of each route which scopes of an API key open it, from the table the guard decides by. */
export function withApiKeyScopes(document: OpenAPIObject): OpenAPIObject {
  for (const [path, item] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries(item as Record<string, Operation>)) {
      const scopes = METHODS.includes(method) ? scopesOpening(method.toUpperCase(), path) : [];
      if (scopes.length === 0) continue;
      const sentence = `API keys with the scope ${scopes.map((scope) => `\`${scope}\``).join(' or ')} open it.`;
      operation.description = operation.description === undefined ? sentence : `${operation.description} ${sentence}`;
      operation['x-api-key-scopes'] = scopes;
      operation.security = [...(operation.security ?? []), { api_key: [] }];
    }
  document.components = { ...document.components, securitySchemes: { ...document.components?.securitySchemes, api_key: SCHEME } };
  return document;
}

const SCHEME = {
  type: 'http',
  scheme: 'bearer',
  description: `An API key, as \`Authorization: Bearer warp_…\`. Scopes: ${API_KEY_SCOPE_NAMES.map((scope) => `\`${scope}\` (${API_KEY_SCOPES[scope]})`).join(', ')}. One that is limited to a site sees that site only.`,
} as const;
