import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsString,
  Matches,
  MaxLength,
  registerDecorator,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { type Condition, type EventRule, TESTS } from '../../database/entities/event-selection.js';
import { isKnownField } from './event-rules.js';
import { Optional } from '../../http/optional.js';

const EVENT_NAME = /^[A-Za-z][A-Za-z0-9_.-]{0,99}$/;
const PARAMETER = /^[A-Za-z][A-Za-z0-9_]{0,99}$/;

/** A field a rule may look at, by its wire name. */
const IsEventField =
  (): PropertyDecorator =>
  (target, property) =>
    registerDecorator({
      name: 'eventField',
      target: target.constructor,
      propertyName: property as string,
      validator: {
        validate: (value) => typeof value === 'string' && value.length <= 200 && isKnownField(value),
        defaultMessage: ({ property: name } = {} as never) => `${name} must be a field of the event, such as event_data.value or page_url`,
      },
    });

/** Text, a number or a switch. */
const IsScalar =
  (): PropertyDecorator =>
  (target, property) =>
    registerDecorator({
      name: 'scalar',
      target: target.constructor,
      propertyName: property as string,
      validator: {
        validate: (value) => ['number', 'boolean'].includes(typeof value) || (typeof value === 'string' && value.length <= 500),
        defaultMessage: ({ property: name } = {} as never) => `${name} must be a text of at most 500 characters, a number or a boolean`,
      },
    });

const SCALAR = { oneOf: [{ type: 'string', maxLength: 500 }, { type: 'number' }, { type: 'boolean' }] };

export class ConditionBody implements Condition {
  @ApiProperty({ description: 'By its wire name, such as `event_data.value`, `page_url`, `geo.country`.' })
  @IsEventField()
  field!: string;

  @ApiProperty({ enum: TESTS })
  @IsIn(TESTS)
  test!: (typeof TESTS)[number];

  @ApiPropertyOptional({ ...SCALAR, description: 'Compared with; not for `exists` and `missing`.' })
  @ValidateIf(({ test }: ConditionBody) => test !== 'exists' && test !== 'missing')
  @IsScalar()
  value?: string | number | boolean;
}

export class ParameterBody {
  @ApiProperty()
  @Matches(PARAMETER, { message: 'parameter must begin with a letter and have only letters, digits and _' })
  parameter!: string;

  @ApiPropertyOptional({ description: 'The field whose value it gets.' })
  @ValidateIf(({ from, value }: ParameterBody) => from !== undefined || value === undefined)
  @IsEventField()
  from?: string;

  @ApiPropertyOptional({ ...SCALAR, description: 'The fixed value it gets.' })
  @Optional()
  @IsScalar()
  value?: string | number | boolean;
}

export class EventRuleBody implements EventRule {
  @ApiProperty({ description: 'Name of an event, or `*` for all.' })
  @Matches(/^(\*|[A-Za-z][A-Za-z0-9_.-]{0,99})$/, { message: 'event must be the name of an event, or *' })
  event!: string;

  @ApiPropertyOptional({ type: [ConditionBody], description: 'All must hold.' })
  @Optional()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => ConditionBody)
  when?: readonly ConditionBody[];

  @ApiPropertyOptional({ description: 'false: such events are not sent.' })
  @Optional()
  @IsBoolean()
  send?: boolean;

  @ApiPropertyOptional({ description: 'The name the destination gets.' })
  @Optional()
  @Matches(EVENT_NAME, { message: 'rename must be the name of an event: a letter first, then letters, digits, _ . and -' })
  rename?: string;

  @ApiPropertyOptional({ type: [ParameterBody] })
  @Optional()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => ParameterBody)
  set?: readonly ParameterBody[];

  @ApiPropertyOptional({ type: [String], description: 'Parameters that are left out.' })
  @Optional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  remove?: readonly string[];
}
