import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsString, IsUUID, Matches, Max, MaxLength, Min } from 'class-validator';
import { CurrentPrincipal, Needs, type Principal } from '../../identity/principal.js';
import { Optional } from '../../http/optional.js';
import { ApiProblems } from '../../http/problem.dto.js';
import { type DeadLetter, type DeadLetterFilter, type DeadLetterGroup, type DeadLetterPage, DeadLetters } from './dead-letters.js';

class GroupsQuery implements DeadLetterFilter {
  @ApiPropertyOptional({ format: 'uuid' })
  @Optional()
  @IsUUID()
  site_id?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @Optional()
  @IsUUID()
  destination_id?: string;

  @ApiPropertyOptional({ description: 'Only those given up for this reason.' })
  @Optional()
  @IsString()
  @MaxLength(64)
  reason?: string;
}

class LettersQuery extends GroupsQuery {
  @ApiPropertyOptional({ description: '`next_cursor` of the page before.' })
  @Optional()
  @Matches(/^\d{1,18}$/, { message: 'cursor must be the next_cursor of the page before' })
  cursor?: string;

  @ApiPropertyOptional({ default: 50, maximum: 200 })
  @Optional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;
}

class PlaceBody {
  @ApiProperty({ format: 'uuid' }) site_id!: string;
  @ApiProperty() site_name!: string;
  @ApiProperty({ format: 'uuid' }) destination_id!: string;
  @ApiProperty() destination_name!: string;
  @ApiProperty() plugin!: string;
  @ApiProperty({ description: 'Stable code of why it was given up.' }) reason!: string;
  @ApiProperty({ description: 'The same for a person.' }) sentence!: string;
}

class DeadLetterBody extends PlaceBody implements DeadLetter {
  @ApiProperty() event_id!: string;
  @ApiProperty() event_type!: string;
  @ApiProperty({ format: 'date-time', description: 'When the event happened.' }) event_at!: Date;
  @ApiProperty() attempts!: number;
  @ApiProperty({ type: String, nullable: true, description: 'The vendor’s own words, cut, without secrets and personal data.' }) vendor_message!: string | null;
  @ApiProperty({ format: 'date-time' }) given_up_at!: Date;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Until when the platform takes it; null: its plugin is not loaded.' }) replayable_until!: Date | null;
}

class DeadLetterList implements DeadLetterPage {
  @ApiProperty({ type: [DeadLetterBody] }) items!: DeadLetterBody[];
  @ApiProperty({ type: String, nullable: true }) next_cursor!: string | null;
}

class DeadLetterGroupBody extends PlaceBody implements DeadLetterGroup {
  @ApiProperty() events!: number;
  @ApiProperty({ description: 'Of these, inside the platform’s window.' }) replayable!: number;
  @ApiProperty({ type: Number, nullable: true, description: 'How old an event may be for the platform; null: its plugin is not loaded.' }) window_hours!: number | null;
  @ApiProperty({ format: 'date-time' }) newest_at!: Date;
}

class DeadLetterGroups {
  @ApiProperty({ type: [DeadLetterGroupBody] }) items!: DeadLetterGroupBody[];
}

@ApiTags('Events')
@ApiProblems()
@ApiBearerAuth()
@Needs('sites.read')
@Controller('api/dead-letters')
export class DeadLettersController {
  constructor(private readonly letters: DeadLetters) {}

  @Get()
  @ApiOperation({ summary: 'Events that were given up and not replayed yet, the latest first' })
  @ApiOkResponse({ type: DeadLetterList })
  list(@CurrentPrincipal() by: Principal, @Query() { cursor, limit = 50, ...filter }: LettersQuery): Promise<DeadLetterList> {
    return this.letters.list(by, filter, cursor, limit);
  }

  @Get('groups')
  @ApiOperation({ summary: 'The same, counted by destination and reason' })
  @ApiOkResponse({ type: DeadLetterGroups })
  async groups(@CurrentPrincipal() by: Principal, @Query() filter: GroupsQuery): Promise<DeadLetterGroups> {
    return { items: await this.letters.groups(by, filter) };
  }
}
