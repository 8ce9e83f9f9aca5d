import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsDate, IsString, MaxLength } from 'class-validator';
import { CurrentPrincipal, Needs, type Principal } from '../../identity/principal.js';
import { IdPipe } from '../../http/id.pipe.js';
import { Optional } from '../../http/optional.js';
import { ApiProblems } from '../../http/problem.dto.js';
import { type ReplayProgress, Replays, type ReplayReport } from './replays.js';

class ReplayRequest {
  @ApiPropertyOptional({ default: true, description: 'Only says what would be sent again.' })
  @Optional()
  @IsBoolean()
  dry_run?: boolean;

  @ApiPropertyOptional({ description: 'Only this event.' })
  @Optional()
  @IsString()
  @MaxLength(128)
  event_id?: string;

  @ApiPropertyOptional({ description: 'Only those given up for this reason.' })
  @Optional()
  @IsString()
  @MaxLength(64)
  reason?: string;

  @ApiPropertyOptional()
  @Optional()
  @IsString()
  @MaxLength(100)
  event_type?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Events that happened from here on.' })
  @Optional()
  @Type(() => Date)
  @IsDate()
  from?: Date;

  @ApiPropertyOptional({ format: 'date-time', description: 'Events that happened before.' })
  @Optional()
  @Type(() => Date)
  @IsDate()
  to?: Date;
}

class ReplayResponse implements ReplayReport {
  @ApiProperty({ description: 'Dead letters the filter finds.' }) matching!: number;
  @ApiProperty({ description: 'Of these, inside the platform’s window.' }) replayable!: number;
  @ApiProperty() too_old!: number;
  @ApiProperty({ description: 'How old an event may be for this platform.' }) window_hours!: number;
  @ApiProperty({ description: 'Put back into the queue; 0 in a dry run.' }) replayed!: number;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'By which its progress is asked for; null: nothing was put back.' }) replay_id!: string | null;
}

class ReplayProgressResponse implements ReplayProgress {
  @ApiProperty() total!: number;
  @ApiProperty({ description: 'Not sent yet, or being tried again.' }) waiting!: number;
  @ApiProperty() delivered!: number;
  @ApiProperty({ description: 'Left out on purpose this time.' }) left_out!: number;
  @ApiProperty({ description: 'Given up again.' }) failed!: number;
}

const SITE_ID = new IdPipe('site');
const DESTINATION_ID = new IdPipe('destination');

@ApiTags('Destinations')
@ApiProblems()
@ApiBearerAuth()
@Needs('sites.read')
@Controller('api/sites/:site_id/destinations/:id/replay')
export class ReplaysController {
  constructor(private readonly replays: Replays) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Send dead letters again, or say how many could be' })
  @ApiOkResponse({ type: ReplayResponse })
  replay(
    @CurrentPrincipal() by: Principal,
    @Param('site_id', SITE_ID) siteId: string,
    @Param('id', DESTINATION_ID) id: string,
    @Body() { dry_run = true, ...filter }: ReplayRequest,
  ): Promise<ReplayResponse> {
    return this.replays.replay(by, siteId, id, filter, dry_run);
  }

  @Get(':replay_id')
  @ApiOperation({ summary: 'What became of the events of a replay so far' })
  @ApiOkResponse({ type: ReplayProgressResponse })
  progress(
    @CurrentPrincipal() by: Principal,
    @Param('site_id', SITE_ID) siteId: string,
    @Param('id', DESTINATION_ID) id: string,
    @Param('replay_id', new IdPipe('replay')) replayId: string,
  ): Promise<ReplayProgressResponse> {
    return this.replays.progress(by, siteId, id, replayId);
  }
}
