import { expect, it } from '@jest/globals';
import { getMetadataStorage } from 'class-validator';
import '../../src/app.module.js';
import { siteConfigSchema } from '../../src/database/entities/site-config.js';

interface Rule {
  readonly name?: string;
  readonly propertyName: string;
  readonly message?: unknown;
}

/** Of every class a request is checked by: all of them are known once the application's module is. */
const rules = (): readonly Rule[] => {
  const { validationMetadatas } = getMetadataStorage() as unknown as { validationMetadatas: Map<object, Rule[]> };
  return [...validationMetadatas.values()].flat();
};

it('has a sentence for each field of a request that must match a pattern', () => {
  const patterns = rules().filter(({ name }) => name === 'matches');
  expect(patterns.length).toBeGreaterThan(10);
  for (const { propertyName, message } of patterns) expect([propertyName, message]).toEqual([propertyName, expect.stringMatching(/^[^/^\\]+ must /)]);
});

it('has a sentence for each part of a site’s configuration that must match a pattern', () => {
  const patterns = Object.entries(siteConfigSchema.properties)
    .map(([name, field]) => [name, ('items' in field ? field.items : field) as { pattern?: string; errorMessage?: string }] as const)
    .filter(([, { pattern }]) => pattern !== undefined);
  expect(patterns.map(([name]) => name)).toEqual(['currency', 'country', 'language', 'page_parameters']);
  for (const [name, { errorMessage }] of patterns) expect([name, errorMessage]).toEqual([name, expect.stringMatching(/^(A|The) .+\.$/)]);
});
