import type { Consent, TrackedEvent } from '@warp/contracts';

/** An event between its making and its sending. Its consent may still be completed while it is held. */
export type Draft = { -readonly [K in keyof TrackedEvent]: TrackedEvent[K] } & {
  page_url: string;
  consent: { -readonly [K in keyof Consent]: Consent[K] };
};
