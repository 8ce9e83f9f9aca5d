import 'reflect-metadata';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { apiDocument } from '../src/openapi/api-document.js';
import { DOCUMENT_FILE } from '../src/openapi/printed-document.js';
import { apiPreview } from './api-preview.js';

/** Prints the API's document, from which the dashboard's types are made in turn. */
export async function printApi(): Promise<void> {
  const document = apiDocument(await apiPreview());
  mkdirSync(dirname(DOCUMENT_FILE), { recursive: true });
  writeFileSync(DOCUMENT_FILE, `${JSON.stringify(document, null, 1)}\n`);
}
