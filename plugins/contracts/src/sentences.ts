import { REASONS } from './outcomes.js';

/** The sentence a person reads for a stored reason. */
export const sentenceOf = (reason: string, message: string | null): string =>
  message ?? (REASONS as Readonly<Record<string, { readonly sentence: string }>>)[reason]?.sentence ?? reason;

/** The sentence for many events of one reason: what all of them were told, or else what the reason means. */
export function sentenceOfMany(reason: string, firstMessage: string | null, lastMessage: string | null): string {
  const common = firstMessage === lastMessage ? firstMessage : null;
  const sentence = sentenceOf(reason, common);
  return sentence === reason ? (firstMessage ?? reason) : sentence;
}

/** Our sentence, and the vendor's own words after it. */
export const quoted = (sentence: string, vendorMessage: string | null): string => (vendorMessage === null ? sentence : `${sentence} The platform said: “${vendorMessage}”`);
