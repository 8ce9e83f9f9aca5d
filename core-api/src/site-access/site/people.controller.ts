import { Body, Controller, Delete, Get, Header, Query } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../problems/problem.dto.js';
import { invalid } from '../../problems/problem.js';
import type { Person } from '../../retention/person.js';
import { CurrentSite, ForSiteToken } from '../tokens/site-token.guard.js';
import type { SiteTokenHolder } from '../tokens/site-tokens.js';
import { ErasureResponse, PersonExportResponse, PersonQuery, PersonRequest } from './people.dto.js';
import { People } from './people.js';

@ApiTags('Connected WordPress')
@ApiProblems()
@ForSiteToken('privacy')
@Controller('api/site/people')
export class PeopleController {
  constructor(private readonly people: People) {}

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'What is stored of a person in this site' })
  @ApiOkResponse({ type: PersonExportResponse })
  export(@CurrentSite() holder: SiteTokenHolder, @Query() { cursor, visitor_ids, ...named }: PersonQuery): Promise<PersonExportResponse> {
    return this.people.export(holder, personOf({ ...named, visitor_ids: visitor_ids?.split(',').filter((id) => id !== '') }), cursor);
  }

  @Delete()
  @ApiOperation({ summary: 'Erase what is stored of a person in this site; figures stay' })
  @ApiBody({ type: PersonRequest })
  @ApiOkResponse({ type: ErasureResponse })
  erase(@CurrentSite() holder: SiteTokenHolder, @Body() request: PersonRequest): Promise<ErasureResponse> {
    return this.people.erase(holder, personOf(request));
  }
}

/** @throws Problem 400 when it names nobody */
function personOf({ user_id, email_hash, visitor_ids }: { user_id?: string | undefined; email_hash?: string | undefined; visitor_ids?: string[] | undefined }): Person {
  if (user_id === undefined && email_hash === undefined && visitor_ids === undefined)
    throw invalid([{ field: 'user_id', rule: 'required', message: 'user_id, email_hash or visitor_ids must be given.' }]);
  return { userId: user_id, emailHash: email_hash, visitorIds: visitor_ids };
}
