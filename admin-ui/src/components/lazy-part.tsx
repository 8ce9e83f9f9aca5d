import { type ComponentType, lazy } from 'react';

/** Code of a part of the page that did not come: the connection dropped, or a newer version took its place on the server. */
export class MissingPartError extends Error {
  override readonly name = 'MissingPartError';

  /** @param forget lets the part be loaded anew when it is shown the next time */
  constructor(
    cause: unknown,
    readonly forget: () => void,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/**
 * A component whose code is loaded when it is first shown. React's own `lazy` remembers a failure for good; this one until somebody
 * forgets it, and not sooner: React draws once more before it gives up, and would find a part that loads again and again.
 */
export function lazyPart<Props extends object>(load: () => Promise<{ readonly default: ComponentType<Props> }>): ComponentType<Props> {
  const begin = (): ComponentType<Props> =>
    lazy(() =>
      load().catch((error: unknown) => {
        throw new MissingPartError(error, () => (Part = begin()));
      }),
    ) as unknown as ComponentType<Props>;
  let Part = begin();
  return function LazyPart(props: Props) {
    const Current = Part;
    return <Current {...props} />;
  };
}
