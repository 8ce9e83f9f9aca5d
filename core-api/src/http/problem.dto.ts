import { applyDecorators } from '@nestjs/common';
import { ApiDefaultResponse, ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';

export class FieldErrorBody {
  @ApiProperty()
  field!: string;

  @ApiProperty({ description: 'A stable word.' })
  rule!: string;

  @ApiProperty()
  message!: string;
}

/** An error answer (`application/problem+json`, RFC 9457). */
export class ProblemBody {
  @ApiProperty({ example: 'about:blank' })
  type!: string;

  @ApiProperty()
  title!: string;

  @ApiProperty()
  status!: number;

  @ApiProperty({ description: 'A stable snake_case word.' })
  code!: string;

  @ApiProperty({ description: 'For a person.' })
  detail!: string;

  @ApiPropertyOptional({ type: [FieldErrorBody] })
  errors?: FieldErrorBody[];
}

/** Says in the API's document how a controller's routes answer errors. */
export const ApiProblems = (): ClassDecorator & MethodDecorator =>
  applyDecorators(
    ApiExtraModels(ProblemBody),
    ApiDefaultResponse({
      description: 'An error.',
      content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemBody) } } },
    }),
  );
