import { jsonRequest, type HttpRequest } from '@warp/plugin-sdk';
import { addressOf } from './key.js';
import type { Api, Settings } from './settings.js';

const HOSTS: Readonly<Record<Api, string>> = { lite: 'https://api.ipinfo.io', core: 'https://api.ipinfo.io', legacy: 'https://ipinfo.io' };
const ACCOUNT_HOST = 'https://ipinfo.io';

/** Free tokens have a batch address of their own; on the other a plain address is a look-up of the paid APIs. */
const BATCH_PATHS: Readonly<Record<Api, string>> = { lite: '/batch/lite', core: '/batch', legacy: '/batch' };

/** One request for many addresses (ipinfo.io/developers/batch-enrichment-api). The answer's names are the addresses. */
export const batchRequest = (keys: readonly string[], settings: Settings): HttpRequest =>
  jsonRequest(base(settings, HOSTS[settings.api]) + BATCH_PATHS[settings.api], keys.map(addressOf), { headers: headers(settings) });

export const singleRequest = (key: string, settings: Settings): HttpRequest => get(`${base(settings, HOSTS[settings.api])}/${key}`, settings);

/** The token's own page: what it used and what it may. */
export const accountRequest = (settings: Settings): HttpRequest => get(`${base(settings, ACCOUNT_HOST)}/me`, settings);

const get = (url: string, settings: Settings): HttpRequest => ({ method: 'GET', url, headers: headers(settings) });

const base = ({ endpoint }: Settings, host: string): string => (endpoint ?? host).replace(/\/$/, '');

/** The token goes as a header: an address ends up in logs. */
const headers = ({ token }: Settings): Readonly<Record<string, string>> => ({ accept: 'application/json', authorization: `Bearer ${token}` });
