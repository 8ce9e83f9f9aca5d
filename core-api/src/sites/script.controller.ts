import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../identity/principal.js';
import { ApiProblems } from '../http/problem.dto.js';
import { invalid, notFound } from '../http/problem.js';
import { SiteDirectory } from '../site-directory/site-directory.js';
import { isOwnPath, SiteScripts } from './site-scripts.js';

/** Pages of every origin load the script, also with `crossorigin` or as a module. */
const HEADERS = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'cache-control': 'public, max-age=3600',
};

const NOT_A_PATH = { field: 'endpoint', rule: 'path', message: 'endpoint must be a path that begins with one slash, of at most 200 characters.' };

@ApiTags('Script')
@ApiProblems()
@Controller('w')
export class ScriptController {
  constructor(
    private readonly directory: SiteDirectory,
    private readonly scripts: SiteScripts,
  ) {}

  @Public()
  @Get(':file')
  @ApiOperation({ summary: 'A site’s script with its configuration inside.' })
  @ApiParam({ name: 'file', description: '`<script_id>.js`' })
  @ApiQuery({ name: 'endpoint', required: false, description: 'Path of the page’s own host that the script is to send to, as a proxy passes it on.' })
  @ApiOkResponse({ content: { 'text/javascript': { schema: { type: 'string' } } } })
  script(@Param('file') file: string, @Query('endpoint') endpoint: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const scriptId = /^([\w-]{1,50})\.js$/.exec(file)?.[1];
    const site = scriptId === undefined ? undefined : this.directory.findByScript(scriptId);
    if (site === undefined) throw notFound('script');
    if (endpoint !== undefined && !isOwnPath(endpoint)) throw invalid([NOT_A_PATH]);
    const { body, etag } = endpoint === undefined ? this.scripts.of(site) : this.scripts.sendingTo(endpoint, site);
    void reply.headers({ ...HEADERS, etag });
    if (request.headers['if-none-match']?.includes(etag) === true) void reply.code(304).send();
    else void reply.type('text/javascript; charset=utf-8').send(body);
  }
}
