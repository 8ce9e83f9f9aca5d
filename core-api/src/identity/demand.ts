import { forbidden } from '../http/problem.js';
import { hasRight, type Principal } from './principal.js';
import type { Right } from './rights.js';

/**
 * For what can be seen but not done. Services look a row up first (what is out of sight answers 404) and demand the
 * right after, where a route's `@Needs` would answer 403 for both.
 *
 * @throws Problem 403
 */
export function demand(principal: Principal, right: Right): void {
  if (!hasRight(principal, right)) throw forbidden(principal.key === undefined ? undefined : 'The API key may not do this.');
}
