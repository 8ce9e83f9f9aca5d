import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { IdPipe } from '../../http/id.pipe.js';
import { ApiProblems } from '../../http/problem.dto.js';
import { CurrentPrincipal, Needs, type Principal } from '../../identity/principal.js';
import { DestinationTestRequest, DestinationTestResponse } from './connection-test.dto.js';
import { ConnectionTester } from './connection-tester.js';

@ApiTags('Destinations')
@ApiProblems()
@ApiBearerAuth()
@Needs('sites.read')
@Controller('api/sites/:site_id/destinations/:id/test')
export class ConnectionTestController {
  constructor(private readonly tester: ConnectionTester) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Try the destination, as it is saved, against its vendor. Nothing is counted there, unless `send` allows it.' })
  @ApiOkResponse({ type: DestinationTestResponse })
  test(
    @CurrentPrincipal() by: Principal,
    @Param('site_id', new IdPipe('site')) siteId: string,
    @Param('id', new IdPipe('destination')) id: string,
    @Body() { send }: DestinationTestRequest,
  ): Promise<DestinationTestResponse> {
    return this.tester.testFor(by, siteId, id, send);
  }
}
