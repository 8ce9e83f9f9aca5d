import { type ComponentType, lazy } from 'react';

/** Code of a part of the page that did not come: the connection dropped, or a newer version took its place on the server. */
export class MissingPartError extends Error {
  override readonly name = 'MissingPartError';

  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** A component whose code is loaded when it is first shown. React's own `lazy` remembers a failure for good; this one tries again. */
export function lazyPart<Props extends object>(load: () => Promise<{ readonly default: ComponentType<Props> }>): ComponentType<Props> {
  const begin = (): ComponentType<Props> =>
    lazy(() =>
      load().catch((error: unknown) => {
        Part = begin();
        throw new MissingPartError(error);
      }),
    ) as unknown as ComponentType<Props>;
  let Part = begin();
  return function LazyPart(props: Props) {
    const Current = Part;
    return <Current {...props} />;
  };
}
