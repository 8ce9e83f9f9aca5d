import { ConfigurationError } from '@warp/plugin-sdk';

interface AccountProblem {
  /** For the destination's owner. */
  readonly sentence: string;
  /** Only connecting again helps: the vendor is not asked any more. */
  readonly isFinal: boolean;
}

/** Why a destination has no access to its vendor's account. The ones of a connection are stored with it. */
export const ACCOUNT_PROBLEMS = {
  not_connected: { sentence: 'No account is connected yet. Connect it, and the events that wait are sent.', isFinal: false },
  ended: { sentence: 'The platform ended the connection. Connect the account again; the events wait.', isFinal: true },
  over: { sentence: 'The platform’s permission is over and cannot be renewed. Connect the account again; the events wait.', isFinal: true },
  client_refused: { sentence: 'The platform does not accept the client ID and secret. Check them; if they are right, connect the account again.', isFinal: false },
  refused: { sentence: 'The platform refused to renew the connection. Check the settings; if they are right, connect the account again.', isFinal: false },
  misconfigured: { sentence: 'The plugin gives no usable address for connecting accounts. Check the settings.', isFinal: false },
} as const satisfies Record<string, AccountProblem>;

export type ProblemCode = keyof typeof ACCOUNT_PROBLEMS;

/** The outcome of everything that needs the account: the destination pauses, and its owner reads why. */
export class AccountError extends ConfigurationError {
  constructor(readonly problem: ProblemCode) {
    super(`account_${problem}`, ACCOUNT_PROBLEMS[problem].sentence);
  }
}
