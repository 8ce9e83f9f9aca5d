import type { BotVerdict, Organisation } from '@warp/contracts';
import { isbot } from 'isbot';
import { LRUCache } from 'lru-cache';
import { type EventEntry, isReportedByServer } from '../collect/log-entry.js';

const PERSON: BotVerdict = { score: 0, reasons: [] };

/** Weights of what speaks for a program; a sum of 50 or more is treated as one. */
const WEIGHTS = {
  /** The user agent names a robot, a library or a headless browser. */
  user_agent: 100,
  no_user_agent: 60,
  /** Every browser since 2023 sends Sec-Fetch-*, and every browser says a language. */
  no_browser_hints: 30,
  /** People sit behind providers of access; behind rented machines sit programs, and a few people's tunnels. */
  data_centre: 40,
} as const;

const knownAgents = new LRUCache<string, boolean>({ max: 20_000 });

/** How much speaks for a program having sent an event, and what. What a server reports says nothing about its customer's browser. */
export function botVerdict(entry: EventEntry, organisation: Organisation | undefined): BotVerdict {
  if (isReportedByServer(entry)) return PERSON;
  const reasons: (keyof typeof WEIGHTS)[] = [];
  if (entry.ua === null) reasons.push('no_user_agent');
  else if (isRobot(entry.ua)) reasons.push('user_agent');
  if (entry.via !== 'api_key' && entry.hints !== undefined && !('sec-fetch-mode' in entry.hints || 'accept-language' in entry.hints))
    reasons.push('no_browser_hints');
  if (organisation?.kind === 'hosting') reasons.push('data_centre');
  if (reasons.length === 0) return PERSON;
  return { score: Math.min(100, reasons.reduce((sum, reason) => sum + WEIGHTS[reason], 0)), reasons };
}

function isRobot(userAgent: string): boolean {
  let robot = knownAgents.get(userAgent);
  if (robot === undefined) knownAgents.set(userAgent, (robot = isbot(userAgent)));
  return robot;
}
