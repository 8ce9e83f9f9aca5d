import { Type } from '@sinclair/typebox';

/** The setting of a chat: events that become messages. */
export const reportedEvents = () =>
  Type.Array(Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_.-]{0,99}$' }), {
    title: 'Events to report',
    description: 'Names of events, separated by commas. Each of them becomes a message, so choose what somebody wants to read.',
    default: ['purchase', 'generate_lead', 'sign_up', 'form_submit'],
    minItems: 1,
    maxItems: 100,
  });
