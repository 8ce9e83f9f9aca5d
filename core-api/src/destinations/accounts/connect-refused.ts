import { outcomeOfError } from '@warp/plugin-sdk';
import { Problem } from '../../http/problem.js';
import { AccountError } from './account-error.js';

/** Why an account was not connected, as its owner reads it. */
const REFUSALS = {
  expired: 'This try to connect is over or was already used. Start again at the destination.',
  other_browser: 'This try to connect was begun in another browser, or under another address of Warp. Start again from here.',
  not_allowed: 'The person who began may not change this destination any more.',
  other_issuer: 'The answer came from another platform than the one that was asked. Nothing was connected.',
  settings_changed: 'The destination’s settings changed after this try to connect began. Check them and start again.',
  no_code: 'The platform’s answer is incomplete. Start again at the destination.',
  declined: 'You did not agree on the platform, so nothing was connected.',
  vendor_ill: 'The platform cannot connect accounts at the moment. Try again later.',
  set_up: 'The platform does not let this application connect accounts. Check there its client ID, its redirect address and its rights.',
  client: 'The platform does not accept the client ID and secret. Check them and start again.',
  code: 'The platform did not accept its own confirmation: it was over or already used. Start again at the destination.',
} as const;

type Refusal = keyof typeof REFUSALS;

/** Errors a vendor sends back with the browser (RFC 6749, 4.1.2.1). Its descriptions are not repeated: anybody can write a link. */
const BY_VENDOR: Readonly<Record<string, Refusal>> = {
  access_denied: 'declined',
  server_error: 'vendor_ill',
  temporarily_unavailable: 'vendor_ill',
};

/** Nothing was connected; the message is for the owner. */
export class ConnectRefused extends Error {
  private constructor(
    message: string,
    /** Known once the try itself is. */
    readonly siteId?: string,
  ) {
    super(message);
  }

  static because(refusal: Refusal): ConnectRefused {
    return new ConnectRefused(REFUSALS[refusal]);
  }

  static byVendor(error: string): ConnectRefused {
    return ConnectRefused.because(BY_VENDOR[error] ?? 'set_up');
  }

  /** What ended a try for a site, as a refusal; anything that is nobody's to mend stays what it is. */
  static of(error: unknown, siteId: string): unknown {
    const sentence = sentenceOf(error);
    return sentence === undefined ? error : new ConnectRefused(sentence, siteId);
  }
}

function sentenceOf(error: unknown): string | undefined {
  if (error instanceof ConnectRefused) return error.message;
  if (error instanceof Problem) return error.detail;
  if (error instanceof AccountError) return REFUSALS[error.problem === 'ended' ? 'code' : error.problem === 'client_refused' ? 'client' : 'set_up'];
  const outcome = outcomeOfError(error);
  return outcome !== undefined && 'message' in outcome ? outcome.message : undefined;
}
