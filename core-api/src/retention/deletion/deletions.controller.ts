import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBearerAuth, ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, Needs, type Principal } from '../../identity/principal.js';
import { IdPipe } from '../../http/id.pipe.js';
import { PageQuery, rowsOf } from '../../http/page.dto.js';
import { ApiProblems } from '../../http/problem.dto.js';
import { type Deletion, rowsIn } from './deletion.js';
import { ConfirmRequest, DeletionPage, DeletionResponse, DeletionsQuery } from './deletions.dto.js';
import { Deletions, type DeletionsWanted } from './deletions.js';

@ApiTags('Deletions')
@ApiProblems()
@ApiBearerAuth()
@Controller('api')
export class DeletionsController {
  constructor(private readonly deletions: Deletions) {}

  @Delete('sites/:id')
  @HttpCode(202)
  @Needs('sites.read')
  @ApiOperation({ summary: 'Delete a site: hidden at once, removed with all its data when it can be restored no more.' })
  @ApiBody({ type: ConfirmRequest })
  @ApiAcceptedResponse({ type: DeletionResponse })
  async deleteSite(@CurrentPrincipal() by: Principal, @Param('id', new IdPipe('site')) id: string, @Body() { confirm }: ConfirmRequest): Promise<DeletionResponse> {
    return bodyOf(await this.deletions.request(by, 'site', id, confirm));
  }

  @Get('sites/deleted')
  @Needs('sites.delete')
  @ApiOperation({ summary: 'Deleted sites that can be restored.' })
  @ApiOkResponse({ type: DeletionPage })
  deletedSites(@CurrentPrincipal() by: Principal, @Query() query: PageQuery): Promise<DeletionPage> {
    return this.page(by, query, { subject: 'site', restorable: true });
  }

  @Post('sites/:id/restore')
  @HttpCode(200)
  @Needs('sites.read')
  @ApiOperation({ summary: 'Restore a deleted site as it was.' })
  @ApiOkResponse({ type: DeletionResponse })
  async restoreSite(@CurrentPrincipal() by: Principal, @Param('id', new IdPipe('deleted site')) id: string): Promise<DeletionResponse> {
    return bodyOf(await this.deletions.restore(by, 'site', id));
  }

  @Delete('agencies/:id')
  @HttpCode(202)
  @Needs('agencies.read')
  @ApiOperation({ summary: 'Delete an agency with its people and sites: hidden at once, removed when it can be restored no more.' })
  @ApiBody({ type: ConfirmRequest })
  @ApiAcceptedResponse({ type: DeletionResponse })
  async deleteAgency(@CurrentPrincipal() by: Principal, @Param('id', new IdPipe('agency')) id: string, @Body() { confirm }: ConfirmRequest): Promise<DeletionResponse> {
    return bodyOf(await this.deletions.request(by, 'agency', id, confirm));
  }

  @Get('agencies/deleted')
  @Needs('agencies.write')
  @ApiOperation({ summary: 'Deleted agencies that can be restored.' })
  @ApiOkResponse({ type: DeletionPage })
  deletedAgencies(@CurrentPrincipal() by: Principal, @Query() query: PageQuery): Promise<DeletionPage> {
    return this.page(by, query, { subject: 'agency', restorable: true });
  }

  @Post('agencies/:id/restore')
  @HttpCode(200)
  @Needs('agencies.read')
  @ApiOperation({ summary: 'Restore a deleted agency as it was.' })
  @ApiOkResponse({ type: DeletionResponse })
  async restoreAgency(@CurrentPrincipal() by: Principal, @Param('id', new IdPipe('deleted agency')) id: string): Promise<DeletionResponse> {
    return bodyOf(await this.deletions.restore(by, 'agency', id));
  }

  @Get('deletions')
  @Needs('sites.delete')
  @ApiOperation({ summary: 'Deletions with their state and progress, the newest first.' })
  @ApiOkResponse({ type: DeletionPage })
  list(@CurrentPrincipal() by: Principal, @Query() query: DeletionsQuery): Promise<DeletionPage> {
    return this.page(by, query, { subject: query.subject });
  }

  @Get('deletions/:id')
  @Needs('sites.delete')
  @ApiOperation({ summary: 'One deletion with its progress' })
  @ApiOkResponse({ type: DeletionResponse })
  async get(@CurrentPrincipal() by: Principal, @Param('id', new IdPipe('deletion')) id: string): Promise<DeletionResponse> {
    return bodyOf(await this.deletions.get(by, id));
  }

  private async page(by: Principal, query: PageQuery, wanted: Omit<DeletionsWanted, 'limit' | 'offset'>): Promise<DeletionPage> {
    const { items, total } = await this.deletions.list(by, { ...wanted, ...rowsOf(query) });
    return { items: items.map(bodyOf), total, page: query.page, page_size: query.page_size };
  }
}

function bodyOf(deletion: Deletion): DeletionResponse {
  const { id, subject, subject_id, name, requested_by, state, total, removed, accounts, problem } = deletion;
  return {
    id,
    subject,
    subject_id,
    name,
    requested_by,
    requested_at: deletion.requested_at.toISOString(),
    restorable_until: state === 'waiting' ? deletion.erase_at.toISOString() : null,
    state,
    progress: progressOf(deletion),
    total,
    removed,
    accounts,
    problem,
    finished_at: deletion.finished_at?.toISOString() ?? null,
  };
}

/** More rows may be found than were counted; it is done when it says so. */
const progressOf = ({ state, total, removed }: Deletion): number =>
  state === 'erased' ? 1 : rowsIn(total) === 0 ? 0 : Math.min(0.99, rowsIn(removed) / rowsIn(total));
