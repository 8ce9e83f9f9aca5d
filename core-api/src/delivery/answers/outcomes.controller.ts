import { Controller, Get, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { DELIVERY_STATES, type DeliveryState } from '@warp/contracts';
import { CurrentPrincipal, Needs, type Principal } from '../../identity/principal.js';
import { IdPipe } from '../../http/id.pipe.js';
import { ApiProblems } from '../../http/problem.dto.js';
import { type OutcomeCount, Outcomes } from './outcomes.js';

class OutcomeCountBody implements OutcomeCount {
  @ApiProperty({ enum: DELIVERY_STATES }) state!: DeliveryState;
  @ApiProperty({ description: 'Stable code of why it is so.' }) reason!: string;
  @ApiProperty({ description: 'The same for a person.' }) sentence!: string;
  @ApiProperty() events!: number;
}

class OutcomeCounts {
  @ApiProperty({ type: [OutcomeCountBody] }) items!: OutcomeCountBody[];
}

@ApiTags('Destinations')
@ApiProblems()
@ApiBearerAuth()
@Needs('sites.read')
@Controller('api/sites/:site_id/destinations/:id/outcomes')
export class OutcomesController {
  constructor(private readonly outcomes: Outcomes) {}

  @Get()
  @ApiOperation({ summary: 'What became of the events of the last 24 hours, and of those that still wait, by reason' })
  @ApiOkResponse({ type: OutcomeCounts })
  async lastDay(
    @CurrentPrincipal() by: Principal,
    @Param('site_id', new IdPipe('site')) siteId: string,
    @Param('id', new IdPipe('destination')) id: string,
  ): Promise<OutcomeCounts> {
    return { items: await this.outcomes.lastDay(by, siteId, id) };
  }
}
