import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsDate, IsIn, IsInt, IsString, IsUUID, Matches, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { EventIssue } from '../analytics/stored-event.dto.js';
import { Optional } from '../http/optional.js';
import type { RetryProgress, RetryReport, RetryResult } from './failed-event-retries.js';
import type { FailedEvent, FailedFilter, FailedPage } from './failed-events.js';
import type { GivenChange } from './field-changes.js';
import { RejectionBody } from './rejection.dto.js';

export class FailedFilterDto implements FailedFilter {
  @ApiPropertyOptional() @Optional() @IsString() @MaxLength(32) code?: string;
  @ApiPropertyOptional({ description: 'By its wire name; empty: the event as a whole.' }) @Optional() @IsString() @MaxLength(100) field?: string;
  @ApiPropertyOptional() @Optional() @IsString() @MaxLength(32) rule?: string;
  @ApiPropertyOptional() @Optional() @IsString() @MaxLength(100) event_type?: string;
  @ApiPropertyOptional({ format: 'date-time', description: 'Received from here on.' }) @Optional() @Type(() => Date) @IsDate() from?: Date;
  @ApiPropertyOptional({ format: 'date-time', description: 'Received before.' }) @Optional() @Type(() => Date) @IsDate() to?: Date;
}

export class FailedEventsQuery extends FailedFilterDto {
  @ApiPropertyOptional({ format: 'uuid', description: '`next_cursor` of the page before.' }) @Optional() @IsUUID() cursor?: string;
  @ApiPropertyOptional({ default: 50, maximum: 200 }) @Optional() @Type(() => Number) @IsInt() @Min(1) @Max(200) limit?: number;
}

export class FailedEventBody implements FailedEvent {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: 'As the sender was told.' }) code!: string;
  @ApiProperty({ description: 'To blame, by its wire name; empty: the event as a whole.' }) field!: string;
  @ApiProperty() rule!: string;
  @ApiProperty({ description: 'The same for a person.' }) sentence!: string;
  @ApiProperty({ type: String, nullable: true, description: 'As far as it could be read.' }) event_type!: string | null;
  @ApiProperty({ enum: ['script', 'api_key', 'proxy'], description: 'How it came.' }) via!: string;
  @ApiProperty({ format: 'date-time' }) received_at!: Date;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Null: it was not taken again yet.' }) retried_at!: Date | null;
  @ApiProperty({ type: String, nullable: true, description: 'Of the event it became.' }) event_id!: string | null;
}

export class FailedEventsList implements FailedPage {
  @ApiProperty({ type: [FailedEventBody] }) items!: FailedEventBody[];
  @ApiProperty({ type: String, nullable: true }) next_cursor!: string | null;
  @ApiProperty({ type: [RejectionBody], description: 'All of the last 30 days by reason, those too that were only counted.' }) reasons!: RejectionBody[];
}

const ANY_JSON = { oneOf: [{ type: 'object', additionalProperties: true }, { type: 'array', items: {} }, { type: 'string' }, { type: 'number' }, { type: 'boolean' }], nullable: true };

const FIELD = /^[A-Za-z_][\w-]*(\[\])?(\.[\w-]+(\[\])?){0,8}$/;
const FIELD_IN_WORDS = { message: '$property must be the name of a field such as event_data.items[].price' };

export class FieldChangeDto implements GivenChange {
  @ApiProperty({ enum: ['set', 'rename', 'remove'] }) @IsIn(['set', 'rename', 'remove']) op!: GivenChange['op'];
  @ApiProperty({ example: 'event_data.items[].price', description: 'Wire name; `[]` stands for every item of a list.' }) @IsString() @MaxLength(200) @Matches(FIELD, FIELD_IN_WORDS) field!: string;
  @ApiPropertyOptional({ ...ANY_JSON, description: 'For `set`: any JSON.' }) @Optional() value?: unknown;
  @ApiPropertyOptional({ description: 'For `rename`: the new wire name.' }) @Optional() @IsString() @MaxLength(200) @Matches(FIELD, FIELD_IN_WORDS) to?: string;
}

export class RetryRequest {
  @ApiPropertyOptional({ type: [String], format: 'uuid', description: 'These; left out: all that the filter finds.' })
  @Optional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(2_000)
  @IsUUID(undefined, { each: true })
  ids?: string[];

  @ApiPropertyOptional({ type: FailedFilterDto }) @Optional() @ValidateNested() @Type(() => FailedFilterDto) filter?: FailedFilterDto;

  @ApiPropertyOptional({ type: [FieldChangeDto], description: 'Made in their order before the event is judged again.' })
  @Optional()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => FieldChangeDto)
  changes?: FieldChangeDto[];

  @ApiPropertyOptional({ default: false, description: 'Only says what would happen.' }) @Optional() @IsBoolean() dry_run?: boolean;
}

export class RetryResultBody implements RetryResult {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: ['accepted', 'rejected', 'dropped'] }) is!: RetryResult['is'];
  @ApiPropertyOptional({ description: 'Of the event it becomes.' }) event_id?: string;
  @ApiPropertyOptional({ description: 'Why it is rejected again, or left out on purpose.' }) code?: string;
  @ApiPropertyOptional() field?: string;
  @ApiPropertyOptional() rule?: string;
  @ApiPropertyOptional() message?: string;
  @ApiPropertyOptional({ type: [EventIssue], description: 'What its form costs it.' }) issues?: NonNullable<RetryResult['issues']>;
}

export class RetryReportBody implements RetryReport {
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'By which its progress is asked for; null: nothing was taken again.' }) retry_id!: string | null;
  @ApiProperty({ description: 'Failed events that match and were not taken again before.' }) matching!: number;
  @ApiProperty() accepted!: number;
  @ApiProperty() rejected!: number;
  @ApiProperty() dropped!: number;
  @ApiProperty({ description: 'More than one call takes; call again.' }) remaining!: number;
  @ApiProperty({ type: [RetryResultBody], description: 'Of the first 200.' }) results!: RetryResultBody[];
}

export class RetryProgressBody implements RetryProgress {
  @ApiProperty() total!: number;
  @ApiProperty() stored!: number;
  @ApiProperty({ description: 'In the event log.' }) waiting!: number;
}
