import { ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import type { HttpRequest } from '@warp/plugin-sdk';
import { Type } from 'class-transformer';
import { IsInt, IsObject, IsString, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { Optional } from '../../http/optional.js';
import { EventSelectionBody } from '../destinations.dto.js';
import type { Preview, Previewed, ShadowRun } from './dry-runs.js';

/** A change that is tried before it is saved. */
export class ProposalBody {
  @ApiPropertyOptional({ type: 'object', additionalProperties: true, description: 'Settings that would change.' })
  @Optional()
  @IsObject()
  settings?: Record<string, unknown>;

  @ApiPropertyOptional({ type: EventSelectionBody, description: 'Selection and rules that would replace the saved ones.' })
  @Optional()
  @ValidateNested()
  @Type(() => EventSelectionBody)
  events?: EventSelectionBody;
}

export class PreviewRequest extends ProposalBody {
  @ApiPropertyOptional({ description: 'A stored event of the site; left out: the latest.' })
  @Optional()
  @IsString()
  @MaxLength(128)
  event_id?: string;
}

export class ShadowRequest extends ProposalBody {
  @ApiPropertyOptional({ default: 200, maximum: 1000, description: 'How many of the latest stored events are compared.' })
  @Optional()
  @IsInt()
  @Min(1)
  @Max(1000)
  last?: number;
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const satisfies readonly HttpRequest['method'][];

/** Secrets are replaced by their names. */
export class PreviewedRequest implements HttpRequest {
  @ApiProperty({ enum: METHODS })
  method!: HttpRequest['method'];

  @ApiProperty()
  url!: string;

  @ApiPropertyOptional({ type: 'object', additionalProperties: { type: 'string' }, description: 'By lower-case names.' })
  headers?: Readonly<Record<string, string>>;

  @ApiPropertyOptional()
  body?: string;
}

export class RequestPreview {
  @ApiProperty({ enum: ['request'] })
  is!: 'request';

  @ApiProperty({ type: PreviewedRequest })
  request!: PreviewedRequest;
}

export class ItemPreview {
  @ApiProperty({ enum: ['item'] })
  is!: 'item';

  @ApiProperty({ type: 'object', additionalProperties: true, description: 'What a plugin that talks by itself would be given.' })
  item: unknown;
}

export class SkipPreview {
  @ApiProperty({ enum: ['skip'] })
  is!: 'skip';

  @ApiProperty({ description: 'Stable code of why it is not sent.' })
  code!: string;

  @ApiProperty({ description: 'The same for a person.' })
  message!: string;
}

export class FaultPreview {
  @ApiProperty({ enum: ['fault'] })
  is!: 'fault';

  @ApiProperty({ description: 'How the plugin failed, for a person.' })
  message!: string;
}

const PREVIEWS = { request: RequestPreview, item: ItemPreview, skip: SkipPreview, fault: FaultPreview };

/** What a destination would get for an event: one of four, told apart by `is`. */
const PREVIEW = {
  oneOf: Object.values(PREVIEWS).map((model) => ({ $ref: getSchemaPath(model) })),
  discriminator: { propertyName: 'is', mapping: Object.fromEntries(Object.entries(PREVIEWS).map(([is, model]) => [is, getSchemaPath(model)])) },
};

@ApiExtraModels(...Object.values(PREVIEWS))
export class PreviewResponse implements Previewed {
  @ApiProperty()
  event_id!: string;

  @ApiProperty()
  event_type!: string;

  @ApiProperty(PREVIEW)
  gives!: Preview;
}

const COUNTS = { type: 'object', additionalProperties: { type: 'integer' } } as const;

export class SkippedCounts {
  @ApiProperty({ ...COUNTS, description: 'As it is saved, by code.' })
  before!: Readonly<Record<string, number>>;

  @ApiProperty({ ...COUNTS, description: 'As proposed, by code.' })
  after!: Readonly<Record<string, number>>;
}

export class PreviewDifference {
  @ApiProperty()
  event_id!: string;

  @ApiProperty()
  event_type!: string;

  @ApiProperty(PREVIEW)
  before!: Preview;

  @ApiProperty(PREVIEW)
  after!: Preview;
}

export class ShadowResponse implements ShadowRun {
  @ApiProperty({ description: 'How many were compared.' })
  events!: number;

  @ApiProperty()
  same!: number;

  @ApiProperty()
  changed!: number;

  @ApiProperty({ type: SkippedCounts, description: 'How many would not be sent, or break a limit.' })
  left_out!: SkippedCounts;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' }, description: 'What the codes mean, for a person.' })
  sentences!: Readonly<Record<string, string>>;

  @ApiProperty({ type: [PreviewDifference], description: 'Some that change, of every kind of event and of change.' })
  differences!: readonly PreviewDifference[];
}
