import { type ArrayOptions, Type } from '@sinclair/typebox';

/** A setting that lists names of events. */
export const eventNames = (title: string, options: ArrayOptions & { default: string[]; description: string; 'x-recipient'?: boolean }) =>
  Type.Array(
    Type.String({
      pattern: '^[A-Za-z][A-Za-z0-9_.-]{0,99}$',
      errorMessage: 'The name of an event begins with a letter and has only letters, digits, “_”, “.” and “-”, at most 100, such as form_submit.',
    }),
    { title, maxItems: 100, ...options },
  );

/** The setting of a chat: events that become messages. */
export const reportedEvents = () =>
  eventNames('Events to report', {
    description: 'Names of events, separated by commas. Each of them becomes a message, so choose what somebody wants to read.',
    default: ['purchase', 'generate_lead', 'sign_up', 'form_submit'],
    minItems: 1,
  });
