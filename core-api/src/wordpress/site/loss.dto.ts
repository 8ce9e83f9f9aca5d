import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsInt, Matches, Max, Min, ValidateNested } from 'class-validator';
import { Optional } from '../../http/optional.js';

const MOST_ROWS = 1000;
/** A sum of all rows stays a number that JSON can hold. */
const MOST_COUNT = 1_000_000_000_000;

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const DAY_IN_WORDS = { message: '$property must be a day such as 2026-03-31' };

export class RenderRow {
  @ApiProperty({ description: 'Pages sent out to people, counted without the script.' })
  @IsInt()
  @Min(0)
  @Max(MOST_COUNT)
  renders!: number;

  @ApiPropertyOptional({ description: 'Page views of the script that came back to the same WordPress.', default: 0 })
  @Optional()
  @IsInt()
  @Min(0)
  @Max(MOST_COUNT)
  script_page_views?: number;

  @ApiPropertyOptional({ description: 'Of the renders, those whose visitor had refused.', default: 0 })
  @Optional()
  @IsInt()
  @Min(0)
  @Max(MOST_COUNT)
  consent_declined?: number;
}

export class RendersRequest {
  @ApiProperty({ format: 'date', description: 'In the site’s time zone (`config.timezone`).' })
  @Matches(DAY, DAY_IN_WORDS)
  day!: string;

  @ApiProperty({ type: [RenderRow], description: 'The whole day so far: what was sent for it before is replaced.' })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(MOST_ROWS)
  @ValidateNested({ each: true })
  @Type(() => RenderRow)
  rows!: RenderRow[];
}

export class LossQuery {
  @ApiPropertyOptional({ format: 'date', description: 'A day of the site’s time zone; 30 days before `to` when left out.' })
  @Optional()
  @Matches(DAY, DAY_IN_WORDS)
  from?: string;

  @ApiPropertyOptional({ format: 'date', description: 'Included; today when left out.' })
  @Optional()
  @Matches(DAY, DAY_IN_WORDS)
  to?: string;
}

export class LossDay {
  @ApiProperty({ format: 'date' })
  day!: string;

  @ApiProperty({ description: 'Pages WordPress sent out to people.' })
  renders!: number;

  @ApiProperty({ description: 'Page views of the script that reached WordPress, as it said.' })
  script_page_views!: number;

  @ApiProperty({ description: 'Page views of people that arrived here.' })
  page_views!: number;

  @ApiProperty({ description: 'Renders whose visitor had refused: not lost, but not to be counted.' })
  consent_declined!: number;

  @ApiProperty({ description: 'Of the renders that were to be counted, the share that did not arrive, 0-1.' })
  lost_share!: number;
}

export class LossDays {
  @ApiProperty({ type: [LossDay], description: 'Days for which renders were sent, oldest first.' })
  days!: LossDay[];
}
