import { exampleEvent, type DestinationExample } from '@warp/plugin-sdk';
import type { TeamsSettings } from './settings.js';

const settings: TeamsSettings = {
  webhook_url: 'https://default0001.02.environment.api.powerplatform.com/powerautomate/automations/direct/workflows/example/triggers/manual/paths/invoke?sig=example',
  events: ['purchase', 'generate_lead', 'sign_up'],
};

const message = (part: object) => ({
  method: 'POST' as const,
  url: settings.webhook_url,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: { $schema: 'http://adaptivecards.io/schemas/adaptive-card.json', type: 'AdaptiveCard', version: '1.4', body: [part] },
      },
    ],
  }),
});

const line = (...inlines: readonly object[]) => ({ type: 'RichTextBlock', inlines });
const nextLine = (...inlines: readonly object[]) => ({ ...line(...inlines), spacing: 'None' });
const text = (words: string, style: object = {}) => ({ type: 'TextRun', text: words, ...style });

const link = { selectAction: { type: 'Action.OpenUrl', url: 'https://shop.example/thanks' } };

export const examples: readonly DestinationExample<TeamsSettings>[] = [
  {
    title: 'a purchase: its value, the page without its query, the country; nothing personal',
    event: exampleEvent(),
    settings,
    gives: message({
      type: 'Container',
      separator: true,
      items: [
        line(text('Purchase', { weight: 'Bolder' }), text(' · 40.5 EUR')),
        nextLine(text('Thank you', { color: 'Accent' })),
        nextLine(text('DE', { isSubtle: true })),
      ],
      ...link,
    }),
    answer: { status: 202, headers: {}, body: '' },
    outcome: { is: 'delivered' },
  },
  {
    title: 'a lead of a company; what Teams would read as Markdown elsewhere is plain text here',
    event: exampleEvent({
      eventType: 'generate_lead',
      eventData: {},
      pageTitle: '[Prices](https://evil.example) **new**',
      organisation: { name: 'Smith & Sons', kind: 'business' },
    }),
    settings,
    gives: message({
      type: 'Container',
      separator: true,
      items: [
        line(text('Generate lead', { weight: 'Bolder' })),
        nextLine(text('[Prices](https://evil.example) **new**', { color: 'Accent' })),
        nextLine(text('Smith & Sons · DE', { isSubtle: true })),
      ],
      ...link,
    }),
    answer: { status: 404, headers: {}, body: '{"error":{"code":"WorkflowNotFound","message":"The workflow could not be found."}}' },
    outcome: {
      is: 'configuration',
      code: 'teams_workflow_not_found',
      message: 'The workflow no longer exists. Create a new one and enter its URL.',
      setting: 'webhook_url',
    },
  },
  {
    title: 'an event nobody chose',
    event: exampleEvent({ eventType: 'page_view' }),
    settings,
    gives: { is: 'skip', code: 'teams_event_not_chosen', message: 'page_view is not among the events to report.' },
  },
];
