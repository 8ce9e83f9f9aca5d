/** Slack reads `&`, `<` and `>` as control characters (docs.slack.dev/messaging/formatting-message-text, “Escaping text”). */
export const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A link with a text of its own; a bar would end the address. */
export const linked = (address: string, text: string): string => `<${escaped(address.replaceAll('|', '%7C'))}|${escaped(text)}>`;
