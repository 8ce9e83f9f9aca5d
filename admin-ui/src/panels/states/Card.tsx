import type { ReactNode } from 'react';

/** A titled box. */
export const Card = ({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) => (
  <section className="card">
    <header>
      <h2>{title}</h2>
      {aside}
    </header>
    <div className="body">{children}</div>
  </section>
);
