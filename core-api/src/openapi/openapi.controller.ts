import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems } from '../http/problem.dto.js';
import { Public } from '../identity/principal.js';
import { OpenApiDocument } from './openapi.dto.js';
import { PAGE_POLICY } from './page/page-style.js';
import { PrintedDocument, type Served } from './printed-document.js';

/** The API's document. It is no secret: what it describes is. */
@ApiTags('API')
@ApiProblems()
@Public()
@Controller('api')
export class OpenApiController {
  constructor(private readonly document: PrintedDocument) {}

  @Get('openapi.json')
  @ApiOperation({ summary: 'This document' })
  @ApiOkResponse({ type: OpenApiDocument })
  json(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    answer(this.document.json, request, reply.type('application/json; charset=utf-8'));
  }

  @Get('docs')
  @ApiOperation({ summary: 'The same as a page' })
  @ApiOkResponse({ content: { 'text/html': { schema: { type: 'string' } } } })
  page(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    answer(this.document.page, request, reply.type('text/html; charset=utf-8').header('content-security-policy', PAGE_POLICY));
  }
}

function answer({ body, etag }: Served, { headers }: FastifyRequest, reply: FastifyReply): void {
  void reply.headers({ etag, 'cache-control': 'no-cache' });
  if (headers['if-none-match']?.includes(etag) === true) void reply.code(304).send();
  else void reply.send(body);
}
