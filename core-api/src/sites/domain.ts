import { domainToASCII } from 'node:url';
import { type FieldError, invalid } from '../http/problem.js';

/** One part of a name (RFC 1123); the whole has at most 253 characters. */
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
const MOST_CHARACTERS = 253;

export type CheckedDomain =
  { readonly ok: true; readonly domain: string } | { readonly ok: false; readonly error: FieldError };

/**
 * A domain in the form it is compared in: lower case, international names in ASCII (`münchen.de` → `xn--mnchen-3ya.de`),
 * no dot at the end. `localhost` and IPv4 addresses are taken too.
 *
 * @param field named in the error
 */
export function checkDomain(field: string, typed: string): CheckedDomain {
  const text = typed.trim().replace(/\.$/, '');
  if (/[/:?#@\\\s]/.test(text))
    return refused(field, 'host_only', 'Enter the domain alone, such as shop.example.com: without https://, port or path.');
  const domain = domainToASCII(text);
  if (domain === '' || domain.length > MOST_CHARACTERS || !domain.split('.').every((label) => LABEL.test(label)))
    return refused(field, 'domain', 'A domain looks like shop.example.com.');
  return { ok: true, domain };
}

/** Several domains, each once. @throws Problem 400 naming every wrong one by its place in `field` */
export function checkedHosts(field: string, typed: readonly string[]): string[] {
  const checked = typed.map((text, index) => checkDomain(`${field}.${index}`, text));
  const errors = checked.flatMap((one) => (one.ok ? [] : [one.error]));
  if (errors.length > 0) throw invalid(errors);
  return [...new Set(checked.flatMap((one) => (one.ok ? [one.domain] : [])))];
}

const refused = (field: string, rule: string, message: string): CheckedDomain => ({ ok: false, error: { field, rule, message } });
