import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { Optional } from '../../problems/optional.js';

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
  @Matches(/^[0-9a-f]{64}$/)
  email_hash?: string;
}

export class PersonRequest extends NamedPerson {
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

const ROWS = { type: 'array', items: { type: 'object', additionalProperties: true } } as const;

export class PersonExportResponse {
  @ApiProperty({ ...ROWS, description: 'Visits, with the first page.' })
  sessions!: readonly Record<string, unknown>[];

  @ApiProperty({ ...ROWS, description: 'Oldest first.' })
  events!: readonly Record<string, unknown>[];

  @ApiProperty({ type: String, nullable: true })
  next_cursor!: string | null;
}

export class ErasureResponse {
  @ApiProperty()
  events!: number;

  @ApiProperty({ description: 'Visits.' })
  sessions!: number;

  @ApiProperty({ description: 'Deliveries that had not ended and will not be sent.' })
  deliveries!: number;
}
