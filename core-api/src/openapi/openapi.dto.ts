import { ApiProperty } from '@nestjs/swagger';

const OBJECT = { type: 'object', additionalProperties: true } as const;

/** This document (OpenAPI 3.1). */
export class OpenApiDocument {
  @ApiProperty({ example: '3.1.0' })
  openapi!: string;

  @ApiProperty(OBJECT)
  info!: Record<string, unknown>;

  @ApiProperty({ ...OBJECT, description: 'Routes, by their path.' })
  paths!: Record<string, unknown>;

  @ApiProperty({ ...OBJECT, description: 'Schemas of bodies and answers, by their name.' })
  components!: Record<string, unknown>;
}
