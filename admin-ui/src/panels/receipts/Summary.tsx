import { __ } from '@wordpress/i18n';
import type { Receipt } from '../../api/deliveries.js';
import { COLOURS, counted, KIND_NAMES, kindOf } from './states.js';

/** What became of an event at all of its destinations, in a few words. */
export function Summary({ receipts }: { receipts: readonly Receipt[] }) {
  if (receipts.length === 0) return <span className="soft">{__('No destination', 'warp')}</span>;
  return (
    <span className="badges">
      {KIND_NAMES.map((kind) => ({ kind, number: receipts.filter(({ state }) => kindOf(state) === kind).length }))
        .filter(({ number }) => number > 0)
        .map(({ kind, number }) => (
          <span key={kind} className={`badge ${COLOURS[kind]}`}>
            {counted(kind, number)}
          </span>
        ))}
    </span>
  );
}
