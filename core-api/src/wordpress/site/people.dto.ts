import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsEmail, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { Optional } from '../../http/optional.js';
import type { VendorState } from '../../privacy/person-erasure.js';

const MOST_VISITORS = 100;
const MOST_CHARACTERS = 255;

class NamedPerson {
  @ApiPropertyOptional({ description: 'The `user_id` of their events.' })
  @Optional()
  @IsString()
  @MinLength(1)
  @MaxLength(MOST_CHARACTERS)
  user_id?: string;

  @ApiPropertyOptional({ description: 'SHA-256 in hex of the trimmed, lower-case address.' })
  @Optional()
  @Matches(/^[0-9a-f]{64}$/, { message: 'email_hash must be a SHA-256 hash in hex, 64 characters' })
  email_hash?: string;
}

export class PersonRequest extends NamedPerson {
  @ApiPropertyOptional({ description: 'The address itself, for destinations that know people by nothing else. Kept sealed until they are done.' })
  @Optional()
  @IsEmail()
  email?: string;

  @ApiPropertyOptional({ type: [String], maxItems: MOST_VISITORS, description: 'Ids of their browsers.' })
  @Optional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(MOST_VISITORS)
  @IsString({ each: true })
  @MinLength(1, { each: true })
  @MaxLength(MOST_CHARACTERS, { each: true })
  visitor_ids?: string[];
}

export class PersonQuery extends NamedPerson {
  @ApiPropertyOptional({ description: `Ids of their browsers with commas between, at most ${MOST_VISITORS}.` })
  @Optional()
  @IsString()
  @MinLength(1)
  @MaxLength(MOST_VISITORS * (MOST_CHARACTERS + 1))
  visitor_ids?: string;

  @ApiPropertyOptional({ description: '`next_cursor` of the page before.' })
  @Optional()
  @IsString()
  @MaxLength(100)
  cursor?: string;
}

const VENDOR_STATES = ['waiting', 'erased', 'not_supported', 'failed'] as const satisfies readonly VendorState[];

export class DestinationErasure {
  @ApiProperty({ format: 'uuid' })
  destination_id!: string;

  @ApiProperty()
  plugin!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ enum: VENDOR_STATES, description: '`failed` with `next_try_at` is tried again; `not_supported` has to be done at the vendor by hand.' })
  state!: VendorState;

  @ApiProperty({ type: String, nullable: true, description: 'A stable word.' })
  code!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'The vendor’s words, or what to do.' })
  message!: string | null;

  @ApiProperty()
  attempts!: number;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  next_try_at!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  finished_at!: string | null;
}

export class ErasureResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ enum: ['running', 'done'] })
  state!: 'running' | 'done';

  @ApiProperty({ format: 'date-time', description: 'Events of before are not stored any more when they come.' })
  requested_at!: string;

  @ApiProperty()
  events!: number;

  @ApiProperty({ description: 'Visits.' })
  sessions!: number;

  @ApiProperty({ description: 'Deliveries that had not ended and will not be sent.' })
  deliveries!: number;

  @ApiProperty({ description: 'Entries that could not be stored.' })
  quarantined!: number;

  @ApiProperty({ type: [DestinationErasure] })
  destinations!: DestinationErasure[];
}
