import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { siteConfigSchema } from '../database/entities/site-config.js';

/** A site's complete configuration in the API's document. Its fields are those of `siteConfigSchema`. */
@ApiSchema({ name: 'SiteConfig' })
export class SiteConfigBody {}

/** The same as a request gives it: what is left out stays, or takes its default; within groups too. */
@ApiSchema({ name: 'SiteConfigChange' })
export class SiteConfigChange {}

type Schema = Readonly<Record<string, unknown>>;

/** JSON Schema without TypeBox's marks, which are symbols. */
const plain = (schema: object): Schema => JSON.parse(JSON.stringify(schema)) as Schema;

function withoutRequired({ required: _required, ...schema }: Schema): Schema {
  const { properties } = schema as { properties?: Readonly<Record<string, Schema>> };
  if (properties === undefined) return schema;
  return { ...schema, properties: Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, withoutRequired(field)])) };
}

for (const [name, schema] of Object.entries(siteConfigSchema.properties)) {
  ApiProperty(plain(schema))(SiteConfigBody.prototype, name);
  ApiPropertyOptional(withoutRequired(plain(schema)))(SiteConfigChange.prototype, name);
}
