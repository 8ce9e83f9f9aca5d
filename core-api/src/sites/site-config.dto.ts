import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { siteConfigSchema } from '../database/entities/site-config.js';

/** A site's complete configuration in the API's document. Its fields are those of `siteConfigSchema`. */
@ApiSchema({ name: 'SiteConfig' })
export class SiteConfigBody {}

/** The same as a request gives it: what is left out stays, or takes its default; within groups too. */
@ApiSchema({ name: 'SiteConfigChange' })
export class SiteConfigChange {}

interface Schema {
  readonly anyOf?: readonly { readonly const?: unknown }[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

/** As the document has it: words to choose from are an enum, and TypeBox's marks, which are symbols, are gone. */
function documented({ anyOf, properties, ...schema }: Schema): object {
  return JSON.parse(
    JSON.stringify({
      ...schema,
      ...(anyOf === undefined ? {} : { type: 'string', enum: anyOf.map(({ const: word }) => word) }),
      ...(properties === undefined ? {} : { properties: mapped(properties, documented) }),
    }),
  ) as object;
}

function withoutRequired({ required: _required, properties, ...schema }: Schema): Schema {
  return properties === undefined ? schema : { ...schema, properties: mapped(properties, withoutRequired) };
}

const mapped = <T>(fields: Readonly<Record<string, Schema>>, change: (field: Schema) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, change(field)]));

for (const [name, schema] of Object.entries(siteConfigSchema.properties as Readonly<Record<string, Schema>>)) {
  ApiProperty(documented(schema))(SiteConfigBody.prototype, name);
  ApiPropertyOptional(documented(withoutRequired(schema)))(SiteConfigChange.prototype, name);
}
