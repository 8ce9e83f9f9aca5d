import { __ } from '@wordpress/i18n';
import type { ReactNode } from 'react';

/** Held space appears after 150 ms (panels.css): what comes sooner comes without a flicker. */
const Skeleton = ({ className = '', children }: { className?: string; children: ReactNode }) => (
  <div className={`skeletons ${className}`} role="status" aria-label={__('Loading', 'warp')}>
    {children}
  </div>
);

const times = <T,>(count: number, draw: (index: number) => T): readonly T[] => Array.from({ length: count }, (_, index) => draw(index));

/** Tiles of key metrics. */
export const TilesSkeleton = ({ count }: { count: number }) => (
  <Skeleton className="totals">
    {times(count, (index) => (
      <div className="card total" key={index}>
        <div className="skeleton text short" />
        <div className="skeleton text large" />
        <div className="skeleton text" />
      </div>
    ))}
  </Skeleton>
);

/** Rows of a table or a list. */
export const RowsSkeleton = ({ count = 5 }: { count?: number }) => (
  <Skeleton className="rows">
    {times(count, (index) => (
      <div className="row" key={index}>
        <div className="skeleton text" />
        <div className="skeleton text short" />
      </div>
    ))}
  </Skeleton>
);

/** Cards with rows in them, beside each other. */
export const CardsSkeleton = ({ count, rows = 5 }: { count: number; rows?: number }) => (
  <Skeleton className="columns">
    {times(count, (index) => (
      <div className="card" key={index}>
        <div className="body">
          <div className="skeleton text short" />
          {times(rows, (row) => (
            <div className="row" key={row}>
              <div className="skeleton text" />
              <div className="skeleton text short" />
            </div>
          ))}
        </div>
      </div>
    ))}
  </Skeleton>
);

/** A card with a chart in it. */
export const ChartSkeleton = () => (
  <Skeleton className="card">
    <div className="body">
      <div className="skeleton text short" />
      <div className="skeleton chart" />
    </div>
  </Skeleton>
);

/** Labels with their inputs. */
export const FormSkeleton = ({ count = 3 }: { count?: number }) => (
  <Skeleton className="form">
    {times(count, (index) => (
      <div key={index}>
        <div className="skeleton text short" />
        <div className="skeleton input" />
      </div>
    ))}
  </Skeleton>
);

/** A page whose code is on its way. */
export const PageSkeleton = () => (
  <>
    <Skeleton>
      <div className="skeleton text heading" />
    </Skeleton>
    <TilesSkeleton count={4} />
    <CardsSkeleton count={2} />
  </>
);
