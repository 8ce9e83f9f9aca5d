import type { Format } from '@warp/contracts';

/** What reading needs of the event schema: JSON Schema as `plugins/contracts` uses it. */
export interface FieldSchema {
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly FieldSchema[];
  readonly format?: Format;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  /** `false`: no others; absent: others are no part of what is read. */
  readonly additionalProperties?: FieldSchema | false;
  readonly propertyNames?: { readonly pattern: string };
  readonly maxProperties?: number;
  readonly items?: FieldSchema;
  readonly maxItems?: number;
}
