export const TESTS = ['equals', 'not_equals', 'contains', 'exists', 'missing', 'greater', 'less'] as const;
export type Test = (typeof TESTS)[number];

export type Scalar = string | number | boolean;

export interface Condition {
  readonly field: string;
  readonly test: Test;
  readonly value?: Scalar;
}

export interface Parameter {
  readonly parameter: string;
  readonly from?: string;
  readonly value?: Scalar;
}

/** What a destination does differently with some events. */
export interface EventRule {
  /** Name of an event, or `*`. */
  readonly event: string;
  /** All must hold. */
  readonly when?: readonly Condition[];
  /** false: such events are not sent. */
  readonly send?: boolean;
  readonly rename?: string;
  readonly set?: readonly Parameter[];
  readonly remove?: readonly string[];
}

/** Which events a destination gets, and how. */
export interface EventSelection {
  readonly mode: 'all' | 'selected';
  readonly selected?: readonly string[];
  /** Applied in order to what is selected. */
  readonly rules?: readonly EventRule[];
}
