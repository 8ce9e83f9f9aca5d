import { ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';

/** JSON Schema as plugins declare their settings with it; forms are drawn from it. */
export class SettingsSchema {
  @ApiPropertyOptional() type?: string;
  @ApiPropertyOptional() title?: string;
  @ApiPropertyOptional() description?: string;
  @ApiPropertyOptional({ oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }, { type: 'array', items: {} }, { type: 'object', additionalProperties: true }] }) default?: unknown;
  @ApiPropertyOptional({ type: [String] }) enum?: string[];
  @ApiPropertyOptional({ description: 'A secret: it is answered as `********`.' }) writeOnly?: boolean;
  @ApiPropertyOptional() format?: string;
  @ApiPropertyOptional({ description: 'An example to be shown in the empty field.' }) 'x-placeholder'?: string;
  @ApiPropertyOptional({ description: 'How it is drawn, where its type does not say so.' }) 'x-control'?: string;
  @ApiPropertyOptional({ type: [String] }) required?: string[] | undefined;
  @ApiPropertyOptional({ type: 'object', additionalProperties: { $ref: getSchemaPath('SettingsSchema') } }) properties?: Readonly<Record<string, SettingsSchema>>;
  @ApiPropertyOptional({ type: () => SettingsSchema }) items?: SettingsSchema;
}
