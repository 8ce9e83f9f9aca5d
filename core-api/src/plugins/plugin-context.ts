import { Logger } from '@nestjs/common';
import type { Context, HttpRequest, HttpResponse } from '@warp/plugin-sdk';
import type { Plugin } from '@warp/plugin-sdk/host';

const TIME_BOX_MS = 30_000;

interface Outside {
  send(request: HttpRequest, signal?: AbortSignal): Promise<HttpResponse>;
}

/** What a plugin gets for one call. @param secrets values that must not appear in what it logs */
export function contextFor(plugin: Plugin, http: Outside, secrets: readonly string[]): Context {
  const logger = new Logger(`plugin:${plugin.id}`);
  const signal = AbortSignal.timeout(TIME_BOX_MS);
  return {
    http: (request) => http.send(request, signal),
    now: () => new Date(),
    log: (message, fields = {}) => logger.log(hideSecrets(`${message} ${JSON.stringify(fields)}`, secrets)),
    signal,
  };
}

/** A text without the values that must not appear in it. */
export const hideSecrets = (text: string, secrets: readonly string[]): string =>
  secrets.reduce((hidden, secret) => (secret === '' ? hidden : hidden.replaceAll(secret, '***')), text);
