import { Module } from '@nestjs/common';
import { OpenApiController } from './openapi.controller.js';
import { PrintedDocument } from './printed-document.js';

/** Serves the API's document, as JSON and as a page. */
@Module({ controllers: [OpenApiController], providers: [{ provide: PrintedDocument, useFactory: () => new PrintedDocument() }] })
export class OpenApiModule {}
