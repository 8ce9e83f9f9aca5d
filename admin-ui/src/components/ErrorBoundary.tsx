import { Component, type ReactNode } from 'react';
import { PanelFailure } from './Failure.js';
import { MissingPartError } from './lazy-part.js';

export interface ErrorBoundaryProps {
  readonly children: ReactNode;
  /** What the children draw: when it changes after they threw, they get another try by themselves. */
  readonly draws?: unknown;
  /** What stands in place of the children after one of them threw. */
  readonly failure?: (error: Error, retry: () => void) => ReactNode;
}

interface Caught {
  readonly error: Error | undefined;
}

/** Keeps an error where it happens: the rest of the page goes on, and this part can be tried again. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, Caught> {
  override state: Caught = { error: undefined };

  static getDerivedStateFromError(error: unknown): Caught {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidUpdate({ draws }: ErrorBoundaryProps): void {
    if (this.state.error !== undefined && draws !== this.props.draws) this.retry();
  }

  override render(): ReactNode {
    const { children, failure = (error, retry) => <PanelFailure error={error} onRetry={retry} /> } = this.props;
    return this.state.error === undefined ? children : failure(this.state.error, this.retry);
  }

  /** Whoever comes back finds no old failure. */
  override componentWillUnmount(): void {
    this.forget();
  }

  private readonly retry = (): void => {
    this.forget();
    this.setState({ error: undefined });
  };

  private forget(): void {
    if (this.state.error instanceof MissingPartError) this.state.error.forget();
  }
}
