import { startVendor, type Vendor, type VendorAnswer, type VendorRequest } from '@warp/plugin-sdk/testing';

/** A card as the channel shows it. */
export interface TeamsMessage {
  /** Its lines, part by part. */
  readonly parts: readonly (readonly string[])[];
  /** Addresses a click opens. */
  readonly links: readonly string[];
}

/** A message the workflow took and could not post: its sender never learns of it. */
export interface TeamsRefused {
  readonly reason: string;
}

export interface TeamsStandIn extends Vendor {
  /** What an owner enters as the webhook's URL. */
  readonly webhookUrl: string;
  readonly received: readonly TeamsMessage[];
  readonly refused: readonly TeamsRefused[];
  /** What its owner does to the workflow. */
  change(to: 'on' | 'off' | 'deleted'): void;
}

type Fields = Readonly<Record<string, unknown>>;

const PATH = '/workflows/0a1b2c3d4e5f/triggers/manual/paths/invoke';
const SIGNATURE = 'the-right-signature';
const MAX_BYTES = 28 * 1024;
const KEYS: Readonly<Record<string, readonly string[]>> = {
  Container: ['type', 'items', 'separator', 'spacing', 'selectAction'],
  RichTextBlock: ['type', 'inlines', 'spacing'],
  TextRun: ['type', 'text', 'weight', 'color', 'isSubtle'],
  'Action.OpenUrl': ['type', 'url'],
};

/**
 * A workflow of Teams on loopback, its rules written from Microsoft's pages, not from the plugin:
 * learn.microsoft.com/en-us/connectors/teams and learn.microsoft.com/en-us/adaptive-cards/schema-explorer. The trigger answers
 * 202 to every message; whether the card can be shown is found out later. Elements the plugin has no use for are not known here.
 */
export async function startTeamsStandIn(): Promise<TeamsStandIn> {
  const received: TeamsMessage[] = [];
  const refused: TeamsRefused[] = [];
  let state: 'on' | 'off' | 'deleted' = 'on';

  const post = (body: string): void => {
    try {
      if (Buffer.byteLength(body) > MAX_BYTES) throw new Error('Request entity too large.');
      received.push(messageOf(JSON.parse(body) as Fields));
    } catch (error) {
      refused.push({ reason: String(error) });
    }
  };

  const handle = ({ method, path, query, headers, body }: VendorRequest): VendorAnswer => {
    if (path !== PATH || state === 'deleted') return failure(404, 'WorkflowNotFound');
    if (method !== 'POST') return failure(405, 'MethodNotAllowed');
    if (query.get('sig') !== SIGNATURE) return failure(401, 'DirectApiAuthorizationRequired');
    if (state === 'off') return failure(400, 'WorkflowTriggerIsNotEnabled');
    if (!String(headers['content-type']).startsWith('application/json')) return failure(400, 'TriggerInputSchemaMismatch');
    post(body);
    return { status: 202 };
  };
  const vendor = await startVendor(handle);
  return { ...vendor, webhookUrl: `${vendor.url}${PATH}?sig=${SIGNATURE}`, received, refused, change: (to) => (state = to) };
}

const failure = (status: number, code: string): VendorAnswer => ({ status, body: { error: { code, message: 'See the code.' } } });

/** @throws Error when the workflow's action could not post it */
function messageOf({ type, attachments }: Fields): TeamsMessage {
  const [attachment, ...more] = attachments as Fields[];
  if (type !== 'message' || more.length > 0 || attachment?.['contentType'] !== 'application/vnd.microsoft.card.adaptive') throw new Error('No message with one card.');
  const card = attachment['content'] as Fields;
  if (card['type'] !== 'AdaptiveCard' || !/^1\.[0-5]$/.test(String(card['version']))) throw new Error('No card Teams could show.');
  const containers = (card['body'] as Fields[]).map((element) => known(element, 'Container'));
  return {
    parts: containers.map(({ items }) => (items as Fields[]).map(lineOf)),
    links: containers.flatMap(({ selectAction: action }) => (action === undefined ? [] : [String(new URL(String(known(action as Fields, 'Action.OpenUrl')['url'])))])),
  };
}

function lineOf(element: Fields): string {
  const texts = (known(element, 'RichTextBlock')['inlines'] as Fields[]).map((inline) => known(inline, 'TextRun')['text']);
  if (texts.length === 0 || !texts.every((text) => typeof text === 'string' && text !== '')) throw new Error('A line without text.');
  return texts.join('');
}

/** @returns the element, if it is of that type and has no other keys than the type's */
function known(element: Fields, type: string): Fields {
  const strange = Object.keys(element).find((key) => !KEYS[type]!.includes(key));
  if (element['type'] !== type || strange !== undefined) throw new Error(`${String(element['type'])} ${strange ?? ''} where a ${type} was expected.`);
  return element;
}
