import { Component, type ReactNode } from 'react';
import { PanelFailure } from './Failure.js';

export interface ErrorBoundaryProps {
  readonly children: ReactNode;
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

  override render(): ReactNode {
    const { children, failure = (error, retry) => <PanelFailure error={error} onRetry={retry} /> } = this.props;
    return this.state.error === undefined ? children : failure(this.state.error, this.retry);
  }

  private readonly retry = (): void => this.setState({ error: undefined });
}
