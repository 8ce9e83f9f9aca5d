import { __ } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import type { Measure } from '../../format/comparison.js';
import { useFormat } from '../../format/FormatProvider.js';
import type { Figure } from '../../format/numbers.js';
import { Change } from '../change/Change.js';
import { Skeleton } from '../skeleton/Skeleton.js';
import '../tokens.css';
import './Tile.css';
import { writers } from '../../format/writers.js';

export interface TileProps {
  readonly label: string;
  readonly value: Figure;
  readonly measure: Measure;
  /** Of the period it is compared with; not given: there is no comparison. */
  readonly before?: Figure;
  readonly samples?: { readonly now: number; readonly before: number };
  /** Of an amount, where it is not the site's. */
  readonly currency?: string;
  readonly loading?: boolean;
  /** The tile chooses what the chart shows. */
  readonly pressed?: boolean;
  readonly onPress?: () => void;
}

/** A figure with its name and change: short, with the exact number on hover. */
export function Tile({ label, value, measure, before, samples, currency, loading = false, pressed = false, onPress }: TileProps) {
  const format = useFormat();
  const { short, exact } = writers(format, measure, currency);
  const content = (
    <>
      <span className="warp-tile-label">{label}</span>
      {loading ? (
        <Skeleton shape="figure" />
      ) : (
        <>
          <span className="warp-tile-value" title={typeof value === 'number' ? exact(value) : __('No data', 'warp')}>
            {short(value)}
          </span>
          <span className="warp-tile-foot">{before !== undefined && <Change now={value} before={before} measure={measure} write={exact} {...(samples === undefined ? {} : { samples })} />}</span>
        </>
      )}
    </>
  );
  if (onPress === undefined) return <div className="warp-tile">{content}</div>;
  return (
    <button type="button" className="warp-tile" aria-pressed={pressed} onClick={onPress}>
      {content}
    </button>
  );
}

/** Tiles beside each other, two in a row on a phone. */
export const Tiles = ({ children }: { children: ReactNode }) => <div className="warp-tiles">{children}</div>;
