import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsInt, IsUUID, Matches, Max, Min } from 'class-validator';
import { CurrentPrincipal, Needs, type Principal } from '../identity/principal.js';
import { Optional } from '../http/optional.js';
import { ApiProblems } from '../http/problem.dto.js';
import { MOST_REPLAYED, type QuarantinedEntry, QuarantinedEntries, type QuarantinePage, type QuarantineReplay } from './quarantined-entries.js';

const ID = /^\d{1,15}$/;

class QuarantineQuery {
  @ApiPropertyOptional({ format: 'uuid' })
  @Optional()
  @IsUUID()
  site_id?: string;

  @ApiPropertyOptional({ description: '`next_cursor` of the page before.' })
  @Optional()
  @Matches(ID, { message: 'cursor must be the next_cursor of the page before' })
  cursor?: string;

  @ApiPropertyOptional({ default: 50, maximum: 200 })
  @Optional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;
}

class QuarantineReplayRequest {
  @ApiProperty({ type: [String], maxItems: MOST_REPLAYED, description: 'Ids of entries in quarantine.' })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(MOST_REPLAYED)
  @Matches(ID, { each: true, message: 'each of ids must be the id of an entry' })
  ids!: string[];
}

class QuarantinedEntryBody implements QuarantinedEntry {
  @ApiProperty() id!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Null: the entry could not be read.' }) site_id!: string | null;
  @ApiProperty({ type: String, nullable: true }) site_name!: string | null;
  @ApiProperty({ type: String, nullable: true }) event_id!: string | null;
  @ApiProperty({ type: String, nullable: true }) event_type!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When the event happened.' }) event_at!: Date | null;
  @ApiProperty({ description: 'Why it could not be stored; without values of the event.' }) reason!: string;
  @ApiProperty() attempts!: number;
  @ApiProperty({ format: 'date-time' }) quarantined_at!: Date;
  @ApiProperty({ format: 'date-time', description: 'When it is deleted.' }) kept_until!: Date;
}

class QuarantineList implements QuarantinePage {
  @ApiProperty({ type: [QuarantinedEntryBody] }) items!: QuarantinedEntryBody[];
  @ApiProperty({ type: String, nullable: true }) next_cursor!: string | null;
}

class QuarantineReplayResponse implements QuarantineReplay {
  @ApiProperty({ description: 'Went back into the event log; what fails again comes back here.' }) replayed!: number;
  @ApiProperty({ description: 'Were stored meanwhile, sent once more by their sender.' }) already_stored!: number;
  @ApiProperty({ description: 'Cannot be read and stay.' }) unreadable!: number;
  @ApiProperty({ description: 'Ids that are not in quarantine, or not of a site one sees.' }) not_found!: number;
}

@ApiTags('Monitoring')
@ApiProblems()
@ApiBearerAuth()
@Needs('sites.write')
@Controller('api/monitoring/quarantine')
export class QuarantineController {
  constructor(private readonly entries: QuarantinedEntries) {}

  @Get()
  @ApiOperation({ summary: 'Accepted events that could not be stored, the latest first' })
  @ApiOkResponse({ type: QuarantineList })
  list(@CurrentPrincipal() by: Principal, @Query() { site_id, cursor, limit = 50 }: QuarantineQuery): Promise<QuarantineList> {
    return this.entries.list(by, site_id, cursor, limit);
  }

  @Post('replay')
  @HttpCode(202)
  @ApiOperation({ summary: 'Process entries again, with their event ids' })
  @ApiResponse({ status: 202, type: QuarantineReplayResponse })
  replay(@CurrentPrincipal() by: Principal, @Body() { ids }: QuarantineReplayRequest): Promise<QuarantineReplayResponse> {
    return this.entries.replay(by, ids);
  }
}
