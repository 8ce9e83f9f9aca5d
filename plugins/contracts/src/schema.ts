/**
 * The TypeScript type that a JSON Schema literal describes, so that a shape is written once, as data.
 *
 * Covers what Warp's own schemas use: `type`, `enum`, `properties` with `required`, `additionalProperties` of
 * objects without `properties`, `items`, `anyOf`.
 * Declare the schema `as const`; a property that `required` does not name becomes optional.
 */
export type FromSchema<S> = S extends { readonly enum: readonly (infer E)[] }
  ? E
  : S extends { readonly anyOf: readonly (infer A)[] }
    ? FromSchema<A>
    : S extends { readonly type: 'string' }
      ? string
      : S extends { readonly type: 'number' | 'integer' }
        ? number
        : S extends { readonly type: 'boolean' }
          ? boolean
          : S extends { readonly type: 'array'; readonly items: infer I }
            ? readonly FromSchema<I>[]
            : S extends { readonly type: 'object'; readonly properties: infer P }
              ? FromProperties<P, RequiredKeys<S>>
              : S extends { readonly type: 'object'; readonly additionalProperties: infer V }
                ? Readonly<Record<string, FromSchema<V>>>
                : S extends { readonly type: 'object' }
                  ? Readonly<Record<string, unknown>>
                  : unknown;

type RequiredKeys<S> = S extends { readonly required: readonly (infer R)[] } ? R : never;

type FromProperties<P, R> = { readonly [K in keyof P as K extends R ? K : never]: FromSchema<P[K]> } & {
  readonly [K in keyof P as K extends R ? never : K]?: FromSchema<P[K]>;
} & Open<P>;

/** `event_data` and `items` also carry the site's own parameters. */
type Open<P> = P extends { readonly transaction_id: unknown } | { readonly item_id: unknown }
  ? { readonly [parameter: string]: unknown }
  : unknown;
