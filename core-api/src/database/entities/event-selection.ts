export const TESTS = ['equals', 'not_equals', 'contains', 'exists', 'missing', 'greater', 'less'] as const;

/** What must hold of an event. */
export interface Condition {
  /** A field by its wire name, such as `event_data.value`, `page_url` or `geo.country`. */
  readonly field: string;
  readonly test: (typeof TESTS)[number];
  readonly value?: string | number | boolean;
}

/** What a destination does differently with some events. */
export interface EventRule {
  /** Name of an event, or `*`. */
  readonly event: string;
  /** All must hold. */
  readonly when?: readonly Condition[];
  /** `false`: such events are not sent. */
  readonly send?: boolean;
  readonly rename?: string;
  /** Parameters that are set, to another field's value or to a fixed one. */
  readonly set?: readonly { readonly parameter: string; readonly from?: string; readonly value?: string | number | boolean }[];
  readonly remove?: readonly string[];
}

/** Which events a destination gets, and how. */
export interface EventSelection {
  readonly mode: 'all' | 'selected';
  readonly selected?: readonly string[];
  /** Applied in order to what is selected. */
  readonly rules?: readonly EventRule[];
}
