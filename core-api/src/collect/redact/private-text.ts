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

/** Senders use few names, again and again. Longer ones may be pieces that hold the whole text they were cut from. */
const MOST_KNOWN = 5_000;
const LONGEST_KNOWN = 12;
const LONGEST_NAME = 200;
const LONGEST_OFTEN_SEEN = 60;

/** The same function, that looks at each name once. */
function remembering<T>(decide: (name: string) => T, longest: number): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    let answer = known.get(name);
    if (answer === undefined) {
      answer = decide(name);
      if (known.size < MOST_KNOWN && name.length <= longest) known.set(name, answer);
    }
    return answer;
  };
}

/** A key of an event's parameters. */
export interface KeyVerdict {
  /** Without what is private in it: it may be an address itself. */
  readonly name: string;
  /** Whether its value is private, such as that of `Customer_Email`. */
  readonly isPrivate: boolean;
}

export const verdictOnKey = remembering((key): KeyVerdict => ({ name: redactText(key), isPrivate: DATA_NAMES.has(plainName(key)) }), LONGEST_NAME);

/** Whether a parameter of an address is private by its name: `user[email]`, `data%5BUser%5D%5Bemail%5D`, `contact.email`. */
const isPrivateParameter = remembering((name) => {
  if (name.length > LONGEST_NAME) return false;
  const plain = name.includes('%') ? decoded(decoded(name)) : name;
  if (ADDRESS_NAMES.has(plainName(plain))) return true;
  const inner = /[[.]([^[\].]+)\]?(?:\[\])?$/.exec(plain)?.[1];
  return inner !== undefined && ADDRESS_NAMES.has(plainName(inner));
}, LONGEST_KNOWN);

/** Whether an id is made of an e-mail address or an international phone number. */
export const hasContact = (id: string): boolean =>
  (id.includes('@') || id.includes('+') || id.includes('%')) && CONTACTS.test(id.includes('%') ? decoded(id) : id);

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

/** The same, of a text that many events have: languages, time zones, titles of pages. */
export const redactOftenSeen = remembering((text) => redactText(text), LONGEST_OFTEN_SEEN);

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

/** What a letter means where parameters are looked for; a table, because this is done for every accepted address. */
const [ORDINARY, DELIMITER, EQUALS, NO_NAME] = [0, 1, 2, 3];
const MEANING = new Uint8Array(128).fill(ORDINARY);
for (const letter of '?&#;') MEANING[letter.charCodeAt(0)] = DELIMITER;
for (const letter of '/ \t\n\r"\'<>') MEANING[letter.charCodeAt(0)] = NO_NAME;
MEANING['='.charCodeAt(0)] = EQUALS;

const VALUE = /[^&#;\s"'<>]*/y;

/**
 * Replaces values of private parameters, wherever one may begin: in a query, a fragment, a form's text. Values of others are looked into: an address
 * inside an address may not be encoded.
 */
function redactParameters(text: string): string {
  let result = '';
  let done = 0;
  /** Where the name began that is being read; -1: none can. */
  let name = 0;
  for (let at = 0; at < text.length; at++) {
    const meaning = MEANING[text.charCodeAt(at)] ?? ORDINARY;
    if (meaning === ORDINARY) continue;
    if (meaning === EQUALS && name >= 0 && at > name && isPrivateParameter(text.slice(name, at))) {
      VALUE.lastIndex = at + 1;
      const value = VALUE.exec(text)![0];
      if (value !== '') {
        result += text.slice(done, at + 1) + REPLACEMENT;
        done = at + 1 + value.length;
      }
      at += value.length;
    }
    name = meaning === DELIMITER ? at + 1 : -1;
  }
  return done === 0 ? text : result + text.slice(done);
}
