import { ApiProperty, OmitType, PickType } from '@nestjs/swagger';
import { DROP_REASONS } from '@warp/contracts';
import { EventsQueryDto, PathFigures, SiteAnalytics } from '../../analytics/analytics.dto.js';
import { CompaniesQueryDto } from '../../companies/companies.dto.js';
import { DestinationHealth } from '../../monitoring/monitoring.dto.js';

export class SiteEventsQuery extends PickType(EventsQueryDto, ['event_type', 'after', 'cursor', 'limit'] as const) {}

export class SiteCompaniesQuery extends OmitType(CompaniesQueryDto, ['site_id'] as const) {}

export class SiteOverview extends SiteAnalytics {
  @ApiProperty({ description: 'ISO 4217; empty: amounts are added up as they come.' })
  currency!: string;
}

export class PathFiguresList {
  @ApiProperty({ type: [PathFigures], description: 'In the order asked for.' })
  items!: PathFigures[];
}

export class DropFigure {
  @ApiProperty({ enum: Object.keys(DROP_REASONS) })
  reason!: string;

  @ApiProperty({ description: 'The same for a person.' })
  sentence!: string;

  @ApiProperty()
  events!: number;
}

export class NotDelivered {
  @ApiProperty({ format: 'uuid' })
  destination_id!: string;

  @ApiProperty({ enum: ['pending', 'sending', 'retrying', 'skipped', 'dead'] })
  state!: string;

  @ApiProperty({ description: 'Stable code of why it is so.' })
  reason!: string;

  @ApiProperty({ description: 'The same for a person.' })
  sentence!: string;

  @ApiProperty()
  events!: number;
}

export class SiteHealth {
  @ApiProperty({ format: 'date-time', description: '24 hours ago.' })
  since!: string;

  @ApiProperty({ description: 'Stored since then, robots’ among them.' })
  events!: number;

  @ApiProperty({ type: [DropFigure], description: 'Left out on purpose, by the hour, most first.' })
  drops!: DropFigure[];

  @ApiProperty({ type: [DestinationHealth] })
  destinations!: DestinationHealth[];

  @ApiProperty({ type: [NotDelivered], description: 'Why deliveries begun since then are not delivered, most first.' })
  not_delivered!: NotDelivered[];
}
