import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { ISSUE_RULES } from '@warp/contracts';
import { IsString, MaxLength } from 'class-validator';
import { CurrentPrincipal, Needs, type Principal } from '../identity/principal.js';
import { IdPipe } from '../http/id.pipe.js';
import { Optional } from '../http/optional.js';
import { ApiProblems } from '../http/problem.dto.js';
import { type AffectedDestination, type Finding, Findings, type SiteFindings } from './findings.js';
import type { FindingsRange } from './findings-range.js';

class FindingsQuery implements FindingsRange {
  @ApiPropertyOptional({ description: '`today`, `yesterday`, or the last days such as `7d`, today included, by the site’s own days.', default: '30d' })
  @Optional()
  @IsString()
  @MaxLength(20)
  range?: string;

  @ApiPropertyOptional({ description: 'Without `range`: ISO date or time.' })
  @Optional()
  @IsString()
  @MaxLength(40)
  from?: string;

  @ApiPropertyOptional({ description: 'Without `range`: ISO date (included) or time; now when left out.' })
  @Optional()
  @IsString()
  @MaxLength(40)
  to?: string;
}

class AffectedDestinationBody implements AffectedDestination {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty() plugin!: string;
}

class FindingExample {
  @ApiProperty() event_id!: string;
  @ApiProperty({ format: 'date-time' }) at!: string;
  @ApiPropertyOptional({ oneOf: [{ type: 'string' }, { type: 'number' }], description: 'What was there, without personal data.' }) was?: string | number;
}

class FindingBody implements Finding {
  @ApiProperty({ enum: Object.keys(ISSUE_RULES) }) rule!: string;
  @ApiProperty({ description: 'By its wire name; `[]` stands for any item of a list, `*` for a name that is not known.' }) field!: string;
  @ApiProperty() event_type!: string;
  @ApiProperty({ description: 'The rule for a person.' }) sentence!: string;
  @ApiProperty({ description: 'Events.' }) count!: number;
  @ApiProperty({ description: 'Of all events of this type in the range, 0-1.' }) share!: number;
  @ApiProperty({ format: 'date-time' }) first_seen!: Date;
  @ApiProperty({ format: 'date-time' }) last_seen!: Date;
  @ApiProperty({ type: FindingExample, nullable: true }) example!: FindingExample | null;
  @ApiProperty({ type: [AffectedDestinationBody], description: 'Enabled ones that get events of this type.' }) destinations!: AffectedDestinationBody[];
}

class FindingList implements SiteFindings {
  @ApiProperty({ format: 'date-time' }) from!: Date;
  @ApiProperty({ format: 'date-time' }) to!: Date;
  @ApiProperty({ type: [FindingBody] }) findings!: FindingBody[];
}

@ApiTags('Data quality')
@ApiProblems()
@ApiBearerAuth()
@Needs('sites.read')
@Controller('api/sites/:id/data-quality')
export class FindingsController {
  constructor(private readonly findings: Findings) {}

  @Get()
  @ApiOperation({ summary: 'What the form of a site’s events cost them, by rule, field and type, the most frequent first' })
  @ApiOkResponse({ type: FindingList })
  async list(@CurrentPrincipal() by: Principal, @Param('id', new IdPipe('site')) id: string, @Query() query: FindingsQuery): Promise<FindingList> {
    const { findings, ...range } = await this.findings.of(by, id, query);
    return { ...range, findings: findings as FindingBody[] };
  }
}
