import { ApiProperty, ApiPropertyOptional, OmitType, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsNotEmpty,
  IsObject,
  IsString,
  Matches,
  MaxLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { EventRuleBody } from './rules/event-rules.dto.js';
import { Optional } from '../http/optional.js';
import { SettingsSchema } from '../plugins/settings-schema.dto.js';
import { DESTINATION_STATES, type DestinationStateName } from './state/destination-state.js';

export class EventSelectionBody {
  @ApiProperty({ enum: ['all', 'selected'] })
  @IsIn(['all', 'selected'])
  mode!: 'all' | 'selected';

  @ApiPropertyOptional({ type: [String], description: 'Names of events; with mode `selected`.' })
  @ValidateIf(({ mode, selected }: EventSelectionBody) => mode === 'selected' || selected !== undefined)
  @ArrayNotEmpty({ message: 'selected must name at least one event; to send none, switch the destination off' })
  @ArrayMaxSize(500)
  @ArrayUnique()
  @Matches(/^[A-Za-z][A-Za-z0-9_.-]{0,99}$/, {
    each: true,
    message: 'each value in selected must be the name of an event',
  })
  selected?: readonly string[];

  @ApiPropertyOptional({ type: [EventRuleBody], description: 'Applied in order to what is selected.' })
  @Optional()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => EventRuleBody)
  rules?: readonly EventRuleBody[];
}

export class CreateDestinationRequest {
  @ApiProperty({ description: 'Id of a loaded destination plugin.' })
  @IsString()
  @MaxLength(100)
  plugin!: string;

  @ApiPropertyOptional({ maxLength: 255, description: 'Left out: the plugin’s name.' })
  @Optional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  name?: string;

  @ApiPropertyOptional({ default: true })
  @Optional()
  @IsBoolean()
  enabled?: boolean;

  @ApiProperty({ type: 'object', additionalProperties: true, description: 'By the plugin’s settings schema.' })
  @IsObject()
  settings!: Record<string, unknown>;

  @ApiPropertyOptional({ type: EventSelectionBody, description: 'Left out: all events.' })
  @Optional()
  @ValidateNested()
  @Type(() => EventSelectionBody)
  events?: EventSelectionBody;
}

/** What is left out stays. `settings` are sent whole; a masked secret stays as it is. */
export class UpdateDestinationRequest extends PartialType(OmitType(CreateDestinationRequest, ['plugin'] as const), {
  skipNullProperties: false,
}) {}

export class DestinationAccount {
  @ApiProperty()
  connected!: boolean;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  connected_at!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Of the access token, which is renewed by itself; null: the vendor does not say.' })
  expires_at!: string | null;

  @ApiProperty({ type: [String], description: 'What the vendor granted.' })
  scopes!: string[];

  @ApiProperty({ type: String, nullable: true, description: 'Why it gives no access any more, for a person.' })
  problem!: string | null;
}

export class DestinationResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  plugin!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty()
  enabled!: boolean;

  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Secrets are masked as `********`.' })
  settings!: Record<string, unknown>;

  @ApiProperty({ type: EventSelectionBody })
  events!: EventSelectionBody;

  @ApiProperty({ enum: ['active', 'paused'] })
  status!: 'active' | 'paused';

  @ApiProperty({ type: String, nullable: true, description: 'Why it is paused, for a person.' })
  status_reason!: string | null;

  @ApiProperty({ enum: DESTINATION_STATES, description: 'How it does, by what became of the last hour’s or day’s events.' })
  state!: DestinationStateName;

  @ApiProperty({ description: 'Why, for a person, with the vendor’s own words where there are any.' })
  state_reason!: string;

  @ApiProperty({ type: DestinationAccount, nullable: true, description: 'The connected account (OAuth 2.0); null: its plugin knows none.' })
  oauth!: DestinationAccount | null;

  @ApiProperty({ format: 'date-time' })
  created_at!: string;

  @ApiProperty({ format: 'date-time' })
  updated_at!: string;
}

export class DestinationList {
  @ApiProperty({ type: [DestinationResponse] })
  items!: DestinationResponse[];
}

export class PluginAccount {
  @ApiProperty({ format: 'uri', description: 'To be registered with the vendor, exactly so.' })
  redirect_uri!: string;

  @ApiProperty({ type: [String], description: 'Settings a connected account fills in.' })
  fills!: string[];
}

export class PluginResponse {
  @ApiProperty()
  id!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ enum: ['destination', 'enrichment'] })
  kind!: 'destination' | 'enrichment';

  @ApiProperty({ format: 'uri' })
  vendor_docs!: string;

  @ApiProperty({ type: SettingsSchema })
  settings!: SettingsSchema;

  @ApiPropertyOptional()
  version?: string;

  @ApiPropertyOptional({ type: [String], description: 'What an event’s consent must cover.' })
  consent?: string[];

  @ApiPropertyOptional({ type: PluginAccount, description: 'How its account is connected (OAuth 2.0); left out: by settings alone.' })
  oauth?: PluginAccount;

  @ApiPropertyOptional({ description: 'Why it was refused.' })
  error?: string;
}

export class PluginList {
  @ApiProperty({ type: [PluginResponse] })
  items!: PluginResponse[];
}
