import moneyBounds from '../data/money-bounds.json' with { type: 'json' };

/** What a field's `format` in the event schema means, and what becomes of another form. Shown in the event reference. */
export const FORMATS = {
  id: 'Names one thing among many: spaces around it go, a number is read as text. A longer one keeps its beginning, and a hash stands for the rest, so that two never become one.',
  code: 'Means something else when a part is missing: spaces around it go, a number is read as text, a longer one is left out.',
  money: 'Major units of the event’s currency, not beyond what any shop has (see Amounts).',
  currency: 'ISO 4217, in any case.',
  time: 'ISO 8601, epoch milliseconds, or epoch seconds. What cannot be read counts as absent: the time of receipt holds.',
  screen: 'Width x height, such as `1920x1080`; `1920 × 1080` is read.',
  language: 'BCP 47; `de_DE` and the first of an Accept-Language list are read.',
  time_zone: 'IANA name.',
  date_of_birth: 'A day that was: `1990-01-31`, `19900131`, `31.01.1990`, or with a time behind it; a SHA-256 of one is taken as it is.',
} as const;
export type Format = keyof typeof FORMATS;

/** Why a part of an event was left out or cut, while the event was kept; with the sentence its site's owner reads. */
export const ISSUE_RULES = {
  not_a_number: 'It is not a number.',
  ambiguous_number: 'Its thousands and decimals cannot be told apart; send 1234.50.',
  inexact_number: 'A number this long lost its last digits on the way; send it as text.',
  too_large: 'No shop has an amount like this.',
  out_of_range: 'It is smaller or larger than the field allows.',
  not_text: 'It is not text.',
  too_long: 'It was longer than the field allows.',
  not_an_object: 'It is not an object.',
  not_a_list: 'It is not a list.',
  too_many: 'There were more than the field allows; the first ones are kept.',
  not_yes_or_no: 'It is neither true nor false.',
  unknown_field: 'There is no such field here.',
  unknown_currency: 'No such currency is known.',
  not_a_time: 'It is not a time.',
  not_a_date: 'It is not a date of birth.',
  not_a_screen: 'It is not a screen size.',
  not_a_language: 'It is not a language tag.',
  unknown_time_zone: 'No such time zone is known.',
  unreadable: 'It cannot be read.',
  incomplete_phone: 'It is no complete phone number, and no country is known that would complete it.',
  personal_data: 'It held an e-mail address, a phone number or a secret, which was replaced.',
} as const;
export type IssueRule = keyof typeof ISSUE_RULES;

/** A part of an event that is missing or shorter because of its form. */
export interface Issue {
  /** By its wire name; `[]` stands for any item of a list, `*` for a name the schema does not know. */
  readonly field: string;
  readonly rule: IssueRule;
  /** What was there, without personal data: a number, a length, a type, or the shape of a text (`9` a digit, `a` a letter). */
  readonly was?: string | number;
}

/** Issues kept of one event. */
export const MAX_ISSUES = 20;

/** Rules that reject a whole event; what is said of the field, or of the event. */
export const REJECTION_RULES = {
  not_an_object: 'is not a JSON object.',
  required: 'is missing.',
  not_text: 'is not text.',
  pattern: 'must begin with a letter and hold only letters, digits, `_`, `.` and `-`, at most 100.',
  too_large: 'is larger than it may be.',
  too_old: 'lies further back than an event may come late.',
  in_the_future: 'lies in the future.',
} as const;
export type RejectionRule = keyof typeof REJECTION_RULES;

export interface MoneyBound {
  /** Major units of the currency. */
  readonly max: number;
  readonly units_per_dollar: string;
  readonly currencies: readonly string[];
}

/**
 * Amounts beyond are set aside as a finding and not summed: a hundred million dollars in one order, in currencies of any size. The
 * second bound holds for currencies that are not listed and where none is known.
 */
export const MONEY_BOUNDS: readonly MoneyBound[] = moneyBounds.bounds;

const boundOf = new Map(MONEY_BOUNDS.flatMap(({ max, currencies }) => currencies.map((currency): [string, number] => [currency, max])));

/** The lowest of all bounds: up to here an amount is fine in every currency. */
export const LEAST_MONEY_BOUND = Math.min(...MONEY_BOUNDS.map(({ max }) => max));

const DEFAULT_MONEY_BOUND = MONEY_BOUNDS.find(({ currencies }) => currencies.length === 0)!.max;

/** The most an amount in this currency may be, in major units. */
export const moneyBound = (currency: string): number => boundOf.get(currency) ?? DEFAULT_MONEY_BOUND;
