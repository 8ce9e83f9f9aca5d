import { PRIVATE_PARAMETERS } from '@warp/contracts';

const { replacement: REPLACEMENT, parameters, hint, patterns } = PRIVATE_PARAMETERS;

/** What stands where something private stood. */
export { REPLACEMENT };

const HINT = new RegExp(hint);
const PATTERN = new RegExp(patterns.map(({ pattern }) => `(?:${pattern})`).join('|'), 'g');

/** Reasons that name a person; the others are secrets. */
const CONTACTS = new RegExp(
  patterns
    .filter(({ reason }) => reason === 'email' || reason === 'phone')
    .map(({ pattern }) => `(?:${pattern})`)
    .join('|'),
);

const plainName = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

const ADDRESS_NAMES: ReadonlySet<string> = new Set(parameters.flatMap(({ names }) => names.map(plainName)));
const DATA_NAMES: ReadonlySet<string> = new Set(parameters.filter((group) => group.address_only !== true).flatMap(({ names }) => names.map(plainName)));

/** Senders use few names, again and again. */
const MOST_KNOWN = 5_000;
const known = new Map<string, boolean>();

/** Whether a parameter of an event is private by its name, such as `Customer_Email`. */
export function isPrivateName(name: string): boolean {
  let isPrivate = known.get(name);
  if (isPrivate === undefined) {
    isPrivate = DATA_NAMES.has(plainName(name));
    if (known.size < MOST_KNOWN) known.set(name, isPrivate);
  }
  return isPrivate;
}

/** Whether an e-mail address or a phone number is in it. */
export const hasContact = (text: string): boolean => HINT.test(text) && CONTACTS.test(text.includes('%') ? decoded(text) : text);

/** Deeper than anybody encodes an address inside an address. */
const MOST_LAYERS = 4;

/**
 * A text without e-mail addresses, phone numbers and secrets. It may be a sentence, an address, or an address inside another's parameter,
 * encoded once more; what is not private stays letter for letter. Linear in its length.
 */
export function redactText(text: string, layers = MOST_LAYERS): string {
  const hasHint = HINT.test(text);
  if (!hasHint && !text.includes('=')) return text;
  let result = text;
  if (hasHint && result.includes('@')) result = result.replace(USER_INFO, '$1');
  if (result.includes('=')) result = redactParameters(result);
  if (!hasHint) return result;
  // Before the patterns: in `ren%C3%A9@…` they would find the begin of the name at the escape.
  if (layers > 0 && result.includes('%')) result = result.replace(PARTS, (part) => (part.includes('%') ? redactEncoded(part, layers) : part));
  return result.replace(PATTERN, REPLACEMENT);
}

/** `user:password@` of an address. */
const USER_INFO = /([/\\]{2})[^\s/\\?#"'<>]{0,512}@/g;

/** Pieces of an address between its delimiters. */
const PARTS = /[^\s"'<>&;#?=/]+/g;

function redactEncoded(part: string, layers: number): string {
  const plain = decoded(part);
  if (plain === part) return part;
  const redacted = redactText(plain, layers - 1);
  return redacted === plain ? part : encodeURIComponent(redacted.toWellFormed()).replaceAll(ENCODED_REPLACEMENT, REPLACEMENT);
}

const ENCODED_REPLACEMENT = encodeURIComponent(REPLACEMENT);

/** Escapes that are no UTF-8 stay; those of ASCII are always read. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/%([0-7][0-9A-Fa-f])/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  }
}

/** `name=`, wherever a parameter may begin: in a query, a fragment, a form's text. */
const NAME = /(^|[?&#;])([^?&#;=\s"'<>/]{1,100})=/g;
const VALUE = /[^&#;\s"'<>]*/y;

function redactParameters(text: string): string {
  let result = '';
  let done = 0;
  NAME.lastIndex = 0;
  for (let found = NAME.exec(text); found !== null; found = NAME.exec(text)) {
    // The value of another may hold the begin of the next one, in an address that was not encoded.
    if (!isPrivateParameter(found[2]!)) continue;
    VALUE.lastIndex = NAME.lastIndex;
    const value = VALUE.exec(text)![0];
    if (value !== '') {
      result += text.slice(done, NAME.lastIndex) + REPLACEMENT;
      done = NAME.lastIndex + value.length;
    }
    NAME.lastIndex += value.length;
  }
  return done === 0 ? text : result + text.slice(done);
}

function isPrivateParameter(name: string): boolean {
  const plain = name.includes('%') ? decoded(decoded(name)) : name;
  if (ADDRESS_NAMES.has(plainName(plain))) return true;
  // user[email], data[User][email], contact.email
  const inner = /[[.]([^[\].]+)\]?(?:\[\])?$/.exec(plain)?.[1];
  return inner !== undefined && ADDRESS_NAMES.has(plainName(inner));
}
