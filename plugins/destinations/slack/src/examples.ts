import { exampleEvent, type DestinationExample } from '@warp/plugin-sdk';
import type { SlackSettings } from './settings.js';

const settings: SlackSettings = {
  webhook_url: 'https://hooks.slack.com/services/T0001/B0001/example',
  events: ['purchase', 'generate_lead', 'sign_up'],
};

const message = (short: string, full: string) => ({
  method: 'POST' as const,
  url: settings.webhook_url,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ text: short, blocks: [{ type: 'section', text: { type: 'mrkdwn', text: full, verbatim: true } }] }),
});

export const examples: readonly DestinationExample<SlackSettings>[] = [
  {
    title: 'a purchase: its value, the page without its query, the country; nothing personal',
    event: exampleEvent(),
    settings,
    gives: message('Purchase · 40.5 EUR', '*Purchase* · 40.5 EUR\n<https://shop.example/thanks|Thank you>\nDE'),
    answer: { status: 200, headers: {}, body: 'ok' },
    outcome: { is: 'delivered' },
  },
  {
    title: 'a lead of a company; what Slack would read as markup is escaped',
    event: exampleEvent({
      eventType: 'generate_lead',
      eventData: {},
      pageTitle: 'Prices <new> & old',
      organisation: { name: 'Smith & Sons', kind: 'business' },
    }),
    settings,
    gives: message('Generate lead', '*Generate lead*\n<https://shop.example/thanks|Prices &lt;new&gt; &amp; old>\nSmith &amp; Sons · DE'),
    answer: { status: 410, headers: {}, body: 'channel_is_archived' },
    outcome: {
      is: 'configuration',
      code: 'slack_channel_is_archived',
      message: 'The channel is archived. Create a new webhook and enter its URL.',
      setting: 'webhook_url',
    },
  },
  {
    title: 'an event nobody chose',
    event: exampleEvent({ eventType: 'page_view' }),
    settings,
    gives: { is: 'skip', code: 'slack_event_not_chosen', message: 'page_view is not among the events to report.' },
  },
];
