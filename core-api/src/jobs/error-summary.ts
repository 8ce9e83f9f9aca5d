import { reasonOf } from '../logging/reason-of.js';
import { cleanText } from '../plugins/clean-text.js';

/** What an error says, on one line and as it may be stored and shown: without quoted values, personal data and keys. */
export const errorSummary = (error: unknown): string => cleanText(reasonOf(error), []);
