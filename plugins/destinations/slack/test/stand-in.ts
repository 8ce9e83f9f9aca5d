import { startVendor, type Vendor, type VendorAnswer, type VendorRequest } from '@warp/plugin-sdk/testing';

/** A message as the channel shows it. */
export interface SlackMessage {
  readonly text: string;
  /** Texts of its sections. */
  readonly sections: readonly string[];
}

export interface SlackRefused {
  readonly error: string;
}

export interface SlackStandIn extends Vendor {
  /** What an owner enters as the webhook's URL. */
  readonly webhookUrl: string;
  readonly received: readonly SlackMessage[];
  readonly refused: readonly SlackRefused[];
  /** What an administrator does to the channel or the webhook. */
  change(to: 'active' | 'archived' | 'removed'): void;
}

interface Block {
  readonly type?: unknown;
  readonly text?: { readonly type?: unknown; readonly text?: unknown };
}

const PATH = '/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX';

/**
 * Slack's incoming webhooks on loopback, their rules written from Slack's pages, not from the plugin:
 * docs.slack.dev/messaging/sending-messages-using-incoming-webhooks, docs.slack.dev/reference/block-kit/blocks/section-block and
 * docs.slack.dev/messaging/formatting-message-text. Errors are one word of plain text.
 */
export async function startSlackStandIn(): Promise<SlackStandIn> {
  const received: SlackMessage[] = [];
  const refused: SlackRefused[] = [];
  let state: 'active' | 'archived' | 'removed' = 'active';

  const refuse = (status: number, error: string): VendorAnswer => {
    refused.push({ error });
    return { status, body: error };
  };

  const handle = ({ method, path, headers, body }: VendorRequest): VendorAnswer => {
    if (method !== 'POST') return { status: 302, headers: { location: 'https://api.slack.com/' } };
    if (!path.startsWith('/services/T00000000/B00000000')) return refuse(404, 'no_team');
    if (path !== PATH) return refuse(403, 'invalid_token');
    if (state === 'removed') return refuse(404, 'no_service');
    if (state === 'archived') return refuse(410, 'channel_is_archived');
    if (!String(headers['content-type']).startsWith('application/json')) return refuse(400, 'invalid_payload');
    const message = parse(body);
    if (message === undefined) return refuse(400, 'invalid_payload');
    const { text = '', blocks = [] } = message;
    if (typeof text !== 'string' || !Array.isArray(blocks)) return refuse(400, 'invalid_payload');
    if (text === '' && blocks.length === 0) return refuse(400, 'no_text');
    if (blocks.length > 50 || !blocks.every(isSection)) return refuse(400, 'invalid_blocks');
    const sections = blocks.map((block: Block) => String(block.text?.text));
    // The real one shows something else than was meant; a test is better told.
    if (![text, ...sections].every(isMarkup)) return refuse(400, 'invalid_payload');
    received.push({ text, sections });
    return { status: 200, body: 'ok' };
  };
  const vendor = await startVendor(handle);
  return { ...vendor, webhookUrl: vendor.url + PATH, received, refused, change: (to) => (state = to) };
}

const isSection = ({ type, text }: Block): boolean =>
  type === 'section' && (text?.type === 'mrkdwn' || text?.type === 'plain_text') && typeof text.text === 'string' && text.text.length >= 1 && text.text.length <= 3000;

/** Control characters stand for links and entities only. */
const isMarkup = (text: string): boolean =>
  !/[<>]|&(?!(amp|lt|gt);)/.test(text.replace(/<https?:\/\/[^<>|\s]+\|[^<>|\n]+>/g, (link) => link.slice(1, -1)));

function parse(body: string): { text?: unknown; blocks?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
