/** The command was called in a way it cannot work; the message says what is wrong. */
export class UsageError extends Error {}
