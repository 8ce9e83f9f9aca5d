import type { PipeTransform } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { notFound } from './problem.js';

/** For ids in paths: what cannot be an id names nothing, so it answers 404 like an unknown one. */
export class IdPipe implements PipeTransform<string, string> {
  constructor(private readonly what: string) {}

  transform(id: string): string {
    if (!isUUID(id)) throw notFound(this.what);
    return id.toLowerCase();
  }
}
