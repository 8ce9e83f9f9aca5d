import { type Issue, type IssueRule, MAX_ISSUES } from '@warp/contracts';

/** The findings of one event, each field and rule once. */
export class Issues {
  private readonly found = new Map<string, Issue>();

  add(field: string, rule: IssueRule, was?: string | number): void {
    const key = `${field}|${rule}`;
    if (!this.found.has(key)) this.found.set(key, { field, rule, ...(was !== undefined && { was }) });
  }

  has(field: string): boolean {
    return [...this.found.values()].some((issue) => issue.field === field);
  }

  /** As many as an event keeps. */
  list(): readonly Issue[] {
    return [...this.found.values()].slice(0, MAX_ISSUES);
  }
}

/** What a value is, in JSON's words. */
export const kindOf = (value: unknown): string => (Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value === 'string' ? 'text' : typeof value);

const MONEY = /^[+-]?\d{1,3}(?:[.,' ]?\d{3}){0,3}(?:[.,]\d{1,3})?$/;
const LONGEST = 24;

/** A text that stood where a number belongs: as it is if it can only be an amount, else its shape. */
export const amountShown = (text: string): string => (MONEY.test(text) && text.length <= 16 && /[.,' ]/.test(text) ? text : shapeOf(text));

/** The form of a text without what it says: `9` for each digit, `a` for each letter. */
export const shapeOf = (text: string): string => text.slice(0, LONGEST).toWellFormed().replace(/\p{N}/gu, '9').replace(/\p{L}|\p{M}/gu, 'a');

/** A text that stood where a currency belongs: as it is if it is as short as one. */
export const currencyShown = (text: string): string => (/^[A-Za-z]{1,4}$/.test(text) ? text : shapeOf(text));
