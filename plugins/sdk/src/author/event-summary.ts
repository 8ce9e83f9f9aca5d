import type { Organisation, WarpEvent } from '@warp/contracts';

/** What a message in a chat tells of an event: nothing of it is personal. Plain text; each chat marks it up by its own rules. */
export interface EventSummary {
  /** The event's name in words. */
  readonly title: string;
  /** With its currency, if it has one. */
  readonly value?: string;
  /** Title of the page, or its path. */
  readonly page?: string;
  /** The page's address, without what may name a person. */
  readonly link?: string;
  /** Whose network it was, if that says for whom somebody works. */
  readonly organisation?: string;
  /** Two letters. */
  readonly country?: string;
}

/** Together, even when every character needs escaping, they stay below the 3,000 characters a chat shows in one piece. */
const MAX_TEXT = 120;
const MAX_LINK = 300;

/** An internet provider's or a data centre's name says nothing about who the visitor works for. */
const KINDS_OF_INTEREST: ReadonlySet<Organisation['kind']> = new Set(['business', 'education', 'government']);

/** What there is to tell of an event. */
export function summaryOf({ eventType, eventData, pageUrl, pageTitle, organisation, geo }: WarpEvent): EventSummary {
  const link = linkOf(pageUrl);
  const page = plainText(pageTitle) ?? (link === undefined ? undefined : plainText(new URL(link).pathname));
  const company = KINDS_OF_INTEREST.has(organisation?.kind) ? plainText(organisation?.name) : undefined;
  const value = amount(eventData.value, eventData.currency);
  return {
    title: titleOf(eventType),
    ...(value && { value }),
    ...(page && { page }),
    ...(link && { link }),
    ...(company && { organisation: company }),
    ...(geo?.country && { country: geo.country }),
  };
}

/** `generate_lead` reads “Generate lead”. */
function titleOf(eventType: string): string {
  const words = eventType.replace(/[_.-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const numbers = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });

const amount = (value: number | undefined, currency: string | undefined): string | undefined =>
  value === undefined ? undefined : [numbers.format(value), currency].filter(Boolean).join(' ');

/** The page's address without query and fragment: those may name a person or carry a key. */
function linkOf(pageUrl: string | undefined): string | undefined {
  if (pageUrl === undefined || !URL.canParse(pageUrl)) return undefined;
  const { protocol, origin, pathname } = new URL(pageUrl);
  const link = `${origin}${pathname}`;
  const isPublic = /^https?:$/.test(protocol) && !/@|%40/.test(pathname);
  // Half an address leads nowhere.
  return isPublic && link.length <= MAX_LINK ? link : undefined;
}

/** Text on one line, without e-mail addresses and characters that turn the direction of writing around. */
function plainText(text: string | undefined): string | undefined {
  const line = (text ?? '')
    .toWellFormed()
    .replace(/[\u202A-\u202E\u2066-\u2069]/g, '')
    .replace(/\S+@\S+/g, '…')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  const characters = [...line];
  const cut = characters.length > MAX_TEXT ? `${characters.slice(0, MAX_TEXT - 1).join('')}…` : line;
  return cut === '' ? undefined : cut;
}
