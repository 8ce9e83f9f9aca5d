import type { ReactNode } from 'react';
import { ErrorBoundary } from './ErrorBoundary.js';

export interface CardProps {
  readonly title: string;
  /** Beside the title. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A titled box. What fails inside it stays inside. */
export const Card = ({ title, aside, children }: CardProps) => (
  <section className="card">
    <header>
      <h2>{title}</h2>
      {aside}
    </header>
    <div className="body">
      <ErrorBoundary>{children}</ErrorBoundary>
    </div>
  </section>
);
