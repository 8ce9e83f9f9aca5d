import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../identity/principal.js';
import { ApiProblems } from '../problems/problem.dto.js';
import { notFound } from '../problems/problem.js';
import { SiteDirectory } from './site-directory.js';
import { SiteScripts } from './site-scripts.js';

/** Pages of every origin load the script, also with `crossorigin` or as a module. */
const HEADERS = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'cache-control': 'public, max-age=3600',
};

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
  @ApiOkResponse({ content: { 'text/javascript': { schema: { type: 'string' } } } })
  script(@Param('file') file: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const scriptId = /^([\w-]{1,50})\.js$/.exec(file)?.[1];
    const site = scriptId === undefined ? undefined : this.directory.findByScript(scriptId);
    if (site === undefined) throw notFound('script');
    const { body, etag } = this.scripts.of(site);
    void reply.headers({ ...HEADERS, etag });
    if (request.headers['if-none-match']?.includes(etag) === true) void reply.code(304).send();
    else void reply.type('text/javascript; charset=utf-8').send(body);
  }
}
