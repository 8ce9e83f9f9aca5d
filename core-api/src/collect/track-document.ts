import { LIMITS, TRACK_ERRORS, trackedEventSchema } from '@warp/contracts';
import { TRACK_PATH } from './track-handler.js';

const ref = (name: string): { readonly $ref: string } => ({ $ref: `#/components/schemas/${name}` });
const header = (name: string, description: string): object => ({ name, in: 'header', required: false, description, schema: { type: 'string' } });
const json = (name: string): object => ({ 'application/json': { schema: ref(name) } });

const { $id: _id, ...trackedEvent } = trackedEventSchema;

/** Collection in the API's document: its route stands before the framework, which knows nothing of it. */
export const trackDocument = {
  paths: {
    [TRACK_PATH]: {
      post: {
        operationId: 'track',
        tags: ['Events'],
        summary: 'Send events, from a page, a proxy or a server',
        description:
          'Bad form costs no event: what can be read is read, and what cannot costs its field (docs/events.md). The body may also come as `text/plain`. An API key with the scope `track` may say when an event happened, and from where.',
        security: [{}, { api_key: [] }],
        'x-api-key-scopes': ['track'],
        parameters: [
          header('X-Warp-Timestamp', 'Of a signed request: seconds since 1970.'),
          header('X-Warp-Client-IP', 'Of a signed request: the visitor’s address; empty for a batch of several visitors.'),
          header('X-Warp-Client-UA', 'Of a signed request: the visitor’s user agent; empty for a batch of several visitors.'),
          header('X-Warp-Signature', 'HMAC-SHA256 in hex of timestamp, address, user agent and body, with line feeds between, by the site’s signing secret.'),
        ],
        requestBody: { required: true, content: { 'application/json': { schema: { anyOf: [ref('TrackRequest'), ref('TrackBatchRequest')] } } } },
        responses: {
          202: {
            description: 'Taken.',
            headers: { 'X-Warp-Dropped': { description: 'How many were left out on purpose: a robot’s, a paused site’s.', schema: { type: 'integer' } } },
            content: json('TrackResponse'),
          },
          default: { description: 'An error.', content: { 'application/problem+json': { schema: ref('TrackProblem') } } },
        },
      },
    },
  },
  schemas: {
    TrackedEvent: trackedEvent,
    TrackRequest: { allOf: [{ type: 'object', required: ['script_id'], properties: { script_id: { type: 'string', description: 'Names the site; not a secret.' } } }, ref('TrackedEvent')] },
    TrackBatchRequest: {
      type: 'object',
      required: ['script_id', 'events'],
      description: 'What stands beside `events` is the default for each of them.',
      properties: {
        script_id: { type: 'string', description: 'Names the site; not a secret.' },
        sent_at: { anyOf: [{ type: 'string' }, { type: 'number' }], description: 'When it was sent by the sender’s clock, which is corrected by it: ISO 8601, or milliseconds since 1970.' },
        events: { type: 'array', minItems: 1, maxItems: LIMITS.eventsPerRequest, items: ref('TrackedEvent') },
      },
      additionalProperties: true,
    },
    RejectedEvent: {
      type: 'object',
      required: ['index', 'code', 'message'],
      properties: {
        index: { type: 'integer', description: 'Its place in the request, from 0.' },
        code: { type: 'string', enum: Object.keys(TRACK_ERRORS) },
        message: { type: 'string', description: 'For a person.' },
      },
    },
    TrackResponse: {
      type: 'object',
      required: ['accepted', 'rejected'],
      properties: { accepted: { type: 'integer' }, rejected: { type: 'array', items: ref('RejectedEvent') } },
    },
    TrackProblem: {
      type: 'object',
      required: ['type', 'title', 'status', 'code', 'detail'],
      properties: {
        type: { type: 'string' },
        title: { type: 'string' },
        status: { type: 'integer' },
        code: { type: 'string', enum: Object.keys(TRACK_ERRORS) },
        detail: { type: 'string', description: 'For a person.' },
        accepted: { type: 'integer' },
        rejected: { type: 'array', items: ref('RejectedEvent'), description: 'Where every event was rejected: each, and why.' },
      },
    },
  },
};
