import { config } from './config.js';
import { type Api, scope } from './scope.js';

const written = (scope[config.global] as Api | undefined)?.url ?? String;

/** The address as it is recorded. A fragment may hold a secret of the page (OAuth answers do), so it stays out unless it names a page. */
export const address = (): string => written(config.hash_routing ? location.href : location.href.replace(/#.*/, ''));

/** The page that events belong to. Changes when a single-page site moves on. */
export const page = { url: address(), referrer: written(document.referrer) };
