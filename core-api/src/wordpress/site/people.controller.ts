import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { IdPipe } from '../../http/id.pipe.js';
import { ApiProblems } from '../../http/problem.dto.js';
import { invalid } from '../../http/problem.js';
import { emailHash } from '../../privacy/known-by.js';
import { isDone, type PersonErasure } from '../../privacy/person-erasure.js';
import { PersonExportResponse } from '../../privacy/person-export.dto.js';
import type { Person } from '../../privacy/person.js';
import { CurrentSite, ForSiteToken } from '../tokens/site-token.guard.js';
import type { SiteTokenHolder } from '../tokens/site-tokens.js';
import { ErasureResponse, PersonQuery, PersonRequest } from './people.dto.js';
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
  @ApiOperation({ summary: 'Erase what is stored of a person in this site; figures stay. What is stored here is erased with the answer; destinations follow' })
  @ApiBody({ type: PersonRequest })
  @ApiOkResponse({ type: ErasureResponse })
  async erase(@CurrentSite() holder: SiteTokenHolder, @Body() request: PersonRequest): Promise<ErasureResponse> {
    return bodyOf(await this.people.erase(holder, personOf(request)));
  }

  @Post('erasures')
  @HttpCode(202)
  @ApiOperation({ summary: 'The same; for who wants to follow what becomes of it at the destinations' })
  @ApiAcceptedResponse({ type: ErasureResponse })
  async begin(@CurrentSite() holder: SiteTokenHolder, @Body() request: PersonRequest): Promise<ErasureResponse> {
    return bodyOf(await this.people.erase(holder, personOf(request)));
  }

  @Get('erasures/:id')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'How far an erasure is, and what became of it at each destination' })
  @ApiOkResponse({ type: ErasureResponse })
  async erasure(@CurrentSite() holder: SiteTokenHolder, @Param('id', new IdPipe('erasure')) id: string): Promise<ErasureResponse> {
    return bodyOf(await this.people.erasure(holder, id));
  }
}

const bodyOf = (erasure: PersonErasure): ErasureResponse => ({
  id: erasure.id,
  state: isDone(erasure) ? 'done' : 'running',
  requested_at: erasure.requested_at.toISOString(),
  ...erasure.removed,
  destinations: erasure.destinations.map(({ due_at, finished_at, ...destination }) => ({
    ...destination,
    next_try_at: due_at?.toISOString() ?? null,
    finished_at: finished_at?.toISOString() ?? null,
  })),
});

interface Named {
  readonly user_id?: string | undefined;
  readonly email_hash?: string | undefined;
  readonly email?: string | undefined;
  readonly visitor_ids?: string[] | undefined;
}

/** @throws Problem 400 when it names nobody, or two */
function personOf({ user_id, email_hash, email, visitor_ids }: Named): Person {
  const ofEmail = email === undefined ? undefined : emailHash(email);
  if (ofEmail !== undefined && email_hash !== undefined && ofEmail !== email_hash)
    throw invalid([{ field: 'email_hash', rule: 'of_email', message: 'email_hash must be the hash of email, where both are given.' }]);
  const hash = email_hash ?? ofEmail;
  if (user_id === undefined && hash === undefined && visitor_ids === undefined)
    throw invalid([{ field: 'user_id', rule: 'required', message: 'user_id, email, email_hash or visitor_ids must be given.' }]);
  return { userId: user_id, emailHash: hash, email: email?.trim(), visitorIds: visitor_ids };
}
