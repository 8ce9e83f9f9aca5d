import { outcomeOfStatus, type HttpResponse, type Outcome } from '@warp/plugin-sdk';

const CLOSED = 'The workflow takes requests of signed-in people only, or its URL is not complete. Let anyone trigger it, and enter its whole URL.';
const GONE = 'The workflow no longer exists. Create a new one and enter its URL.';
const OFF = 'The workflow is switched off, or was deleted. Switch it on, or create a new one and enter its URL.';

/** What Power Automate says of a workflow, `error.code` in the body, that only its owner can put right. */
const OWNERS_MATTER: ReadonlyMap<unknown, string> = new Map([
  ['DirectApiAuthorizationRequired', CLOSED],
  ['TriggerInputSchemaMismatch', 'The workflow expects something else than a message of Teams. Create a new one and enter its URL.'],
  ['WorkflowDisabled', OFF],
  ['WorkflowNotFound', GONE],
  ['WorkflowTriggerIsNotEnabled', OFF],
]);

/** The same by status, when no known word is in the body. */
const BY_STATUS: ReadonlyMap<number, string> = new Map([
  [401, CLOSED],
  [403, CLOSED],
  [404, GONE],
  [410, GONE],
]);

/** One outcome per event. A card goes through or not as a whole, and Teams does not say which event's part it disliked. */
export function readAnswer(response: HttpResponse, batch: readonly unknown[]): readonly Outcome[] {
  const outcome = outcomeOfAnswer(response);
  return batch.map(() => (outcome.is === 'permanent' && batch.length > 1 ? REFUSED : outcome));
}

const REFUSED: Outcome = { is: 'transient', code: 'batch_refused', message: 'Teams refused the message because of one of its events.' };

export function outcomeOfAnswer(response: HttpResponse): Outcome {
  const { status, body } = response;
  const word = errorCode(body);
  const known = OWNERS_MATTER.get(word);
  if (known !== undefined) return misconfigured(`teams_${snakeCase(String(word))}`, known);
  const bare = BY_STATUS.get(status);
  if (bare !== undefined) return misconfigured(`http_${status}`, bare);
  // A page that answers kindly, or elsewhere, is no workflow: that answers 202, or with words of its owner's.
  if ((status >= 300 && status < 400) || (status < 300 && body.trimStart().startsWith('<')))
    return misconfigured(`http_${status}`, 'There is no workflow of Teams behind this URL.');
  return outcomeOfStatus(response);
}

const misconfigured = (code: string, message: string): Outcome => ({ is: 'configuration', code, message, setting: 'webhook_url' });

/** `WorkflowNotFound` is workflow_not_found. */
const snakeCase = (text: string): string => text.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();

function errorCode(body: string): unknown {
  try {
    return (JSON.parse(body) as { error?: { code?: unknown } } | null)?.error?.code;
  } catch {
    return undefined;
  }
}
