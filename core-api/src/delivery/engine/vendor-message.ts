import type { Outcome } from '@warp/contracts';
import type { HttpResponse } from '@warp/plugin-sdk';

/** Where vendors put what they have to say of a refusal, the most telling first. */
const TEXTS = ['error_user_msg', 'message', 'error_description', 'detail', 'description', 'error_message', 'errorMessage', 'reason', 'title'];
const PLACES = ['error', 'errors', 'details', 'fault', 'exceptions', 'events', 'results'];

/** Answers are searched no deeper, and of long ones no more is read. */
const DEPTH = 4;
const MOST_READ = 20_000;

/** Texts that say only that there is an error. */
const MOST_TEXTS = 2;

/**
 * Outcomes with what the vendor said, for those whose plugin passed nothing on. Of an answer about several events that ended
 * differently nobody can tell here which text is whose, so it is left out.
 */
export function withVendorMessage(outcomes: readonly Outcome[], response: HttpResponse): readonly Outcome[] {
  const failed = outcomes.filter(isFailure);
  const speaksForAll = failed.length === outcomes.length && failed.every(({ code }) => code === failed[0]!.code);
  if (failed.length === 0 || !speaksForAll) return outcomes;
  const vendorMessage = vendorMessageOf(response);
  return vendorMessage === undefined ? outcomes : failed.map((outcome) => ({ vendorMessage, ...outcome }));
}

type Failure = Exclude<Outcome, { is: 'delivered' | 'accepted' }>;

const isFailure = (outcome: Outcome): outcome is Failure => outcome.is !== 'delivered' && outcome.is !== 'accepted';

/** What an answer says in words, as it came: it may quote what was sent. */
export function vendorMessageOf({ body }: HttpResponse): string | undefined {
  const text = body.slice(0, MOST_READ).trim();
  if (text === '') return undefined;
  const parsed = parse(body);
  if (parsed !== undefined) return joined(typeof parsed === 'string' ? [parsed] : textsIn(parsed, DEPTH));
  // A page of a proxy or a firewall: its title is the sentence.
  if (/^\s*</.test(text)) return joined([/<title[^>]*>([^<]+)/i.exec(text)?.[1] ?? '']);
  return joined([text]);
}

function textsIn(value: unknown, depth: number): readonly string[] {
  if (depth === 0 || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.slice(0, 3).flatMap((item) => (typeof item === 'string' ? [item] : textsIn(item, depth - 1)));
  const fields = value as Readonly<Record<string, unknown>>;
  const own = TEXTS.flatMap((name) => (typeof fields[name] === 'string' ? [fields[name]] : [])).slice(0, 1);
  const below = PLACES.flatMap((name) => (typeof fields[name] === 'string' ? [fields[name]] : textsIn(fields[name], depth - 1)));
  return [...own, ...below];
}

const joined = (texts: readonly string[]): string | undefined => {
  const said = [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))].slice(0, MOST_TEXTS);
  return said.length === 0 ? undefined : said.join(' · ');
};

function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
