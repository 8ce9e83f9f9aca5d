/** What HubSpot says; its guide calls every field optional. */
export interface Answer {
  readonly category?: unknown;
  readonly message?: unknown;
  readonly policyName?: unknown;
  readonly results?: readonly Result[];
  readonly numErrors?: unknown;
  readonly errors?: readonly HubspotError[];
}

export interface Result {
  readonly name?: unknown;
  readonly hasUniqueValue?: unknown;
  readonly modificationMetadata?: { readonly readOnlyValue?: unknown };
}

/** A fault; in a 207 its context holds the trace ids of the inputs to blame. */
export interface HubspotError {
  readonly message?: unknown;
  readonly code?: unknown;
  readonly context?: { readonly objectWriteTraceId?: unknown };
}

export function parseAnswer(body: string): Answer | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A property's fault: HubSpot's word for it, and which property. */
export interface PropertyFault {
  readonly word: string;
  readonly property: string;
}

/**
 * The first property that an error says was wrong. HubSpot writes such faults as JSON into the message: `Property values were not
 * valid: [{"isValid":false,"error":"INVALID_EMAIL","name":"email",…}]`.
 */
export function propertyFault({ message }: { readonly message?: unknown }): PropertyFault | undefined {
  const list = /^Property values were not valid: (\[.*\])$/s.exec(String(message))?.[1];
  const faults = list === undefined ? undefined : parseAnswer(list);
  const [first] = Array.isArray(faults) ? (faults as readonly { readonly error?: unknown; readonly name?: unknown }[]) : [];
  return isWord(first?.error) && typeof first?.name === 'string' ? { word: first.error, property: first.name } : undefined;
}

/** HubSpot's words for faults; anything else might quote what was sent. */
export const isWord = (value: unknown): value is string => typeof value === 'string' && /^[A-Z][A-Z_]{1,50}$/.test(value);
