import { Button } from '@wordpress/components';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import type { Receipt } from '../../api/deliveries.js';
import { count, moment, until } from '../../format.js';
import { Empty } from '../../components/States.js';
import { COLOURS, kindOf, WORDS } from './states.js';

export interface ReceiptsProps {
  readonly receipts: readonly Receipt[];
  /** ms since 1970. */
  readonly now: number;
  /** The destination's name, as a link where there is something to link to. */
  readonly nameOf?: (receipt: Receipt) => ReactNode;
  /** Sends a failed event again; left out: the person may not. */
  readonly onReplay?: (receipt: Receipt) => void;
  /** Shows what the destination gets for this event. */
  readonly onPreview?: (receipt: Receipt) => void;
}

/** Whether an event arrived at each destination, and why not. */
export function Receipts({ receipts, now, nameOf = ({ destination_name }) => destination_name, onReplay, onPreview }: ReceiptsProps) {
  if (receipts.length === 0)
    return (
      <Empty title={__('It went to no destination', 'warp')}>
        <span>{__('The site had none when this event came.', 'warp')}</span>
      </Empty>
    );
  return (
    <ul className="receipts">
      {receipts.map((receipt) => (
        <li key={receipt.destination_id}>
          <span className={`badge ${COLOURS[kindOf(receipt.state)]}`}>{WORDS[receipt.state]}</span>
          <div className="grow">
            <b>{nameOf(receipt)}</b>
            <div>{receipt.sentence}</div>
            {receipt.vendor_message !== null && <div className="soft">“{receipt.vendor_message}”</div>}
            <div className="soft number">{timesOf(receipt, now)}</div>
          </div>
          <div className="do">
            {onPreview !== undefined && (
              <Button size="small" variant="tertiary" onClick={() => onPreview(receipt)}>
                {__('Request', 'warp')}
              </Button>
            )}
            {onReplay !== undefined && receipt.state === 'dead' && (
              <Button size="small" variant="secondary" onClick={() => onReplay(receipt)}>
                {__('Send again', 'warp')}
              </Button>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** How often it was tried, when it ended, and when it is tried next. */
function timesOf({ attempts, finished_at, due_at, state }: Receipt, now: number): string {
  const parts = [
    // translators: %s: a number.
    ...(attempts === 0 ? [] : [sprintf(_n('%s try', '%s tries', attempts, 'warp'), count(attempts))]),
    ...(finished_at === null ? [] : [moment(finished_at)]),
    // translators: %s: such as “in 5 min”.
    ...(due_at === null || state !== 'retrying' || Date.parse(due_at) <= now ? [] : [sprintf(__('Next try %s', 'warp'), until(due_at, now))]),
  ];
  return parts.join(' · ');
}
