import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenAPIObject } from '@nestjs/swagger';
import { REPOSITORY_ROOT } from '../config/repository-root.js';
import { documentPage } from './page/document-page.js';

/** Where `npm run docs` prints the document. */
export const DOCUMENT_FILE = join(REPOSITORY_ROOT, 'docs', 'api', 'openapi.json');

/** A text as it is served. */
export interface Served {
  readonly body: string;
  readonly etag: string;
}

/**
 * The document as it was printed: the whole API's, whatever roles this process has; CI holds it to the code. Read when somebody asks first.
 */
export class PrintedDocument {
  private read: { readonly json: Served; readonly page: Served } | undefined;

  constructor(private readonly file = DOCUMENT_FILE) {}

  get json(): Served {
    return this.load().json;
  }

  /** The same for a person. */
  get page(): Served {
    return this.load().page;
  }

  private load(): { readonly json: Served; readonly page: Served } {
    if (this.read === undefined) {
      const text = readFileSync(this.file, 'utf8');
      this.read = { json: served(text), page: served(documentPage(JSON.parse(text) as OpenAPIObject)) };
    }
    return this.read;
  }
}

const served = (body: string): Served => ({ body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` });
