/** JSON Schema as plugins declare their settings with it, and what a form reads of it. */
export interface FieldSchema {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly (string | number)[];
  readonly const?: unknown;
  /** Choices with names: `{ const, title }`. */
  readonly oneOf?: readonly FieldSchema[];
  readonly anyOf?: readonly FieldSchema[];
  readonly writeOnly?: boolean;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly items?: FieldSchema;
  readonly 'x-placeholder'?: string;
  /** A control other than the type's usual one. */
  readonly 'x-control'?: string;
  /** What the words of `enum` are called. */
  readonly 'x-enum-labels'?: Readonly<Record<string, string>>;
}
