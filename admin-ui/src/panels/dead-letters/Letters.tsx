import { __, _n, sprintf } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import type { DeadLetter } from '../../api/deliveries.js';
import { MoreButton } from '../../components/MoreButton.js';
import { ago, count, day, readable, until } from '../../format.js';
import { dotOf } from '../live-feed/dots.js';

export interface LettersProps {
  /** The latest first. */
  readonly letters: readonly DeadLetter[];
  /** ms since 1970. */
  readonly now: number;
  readonly onOpen: (letter: DeadLetter) => void;
  /** The destination's name, as a link where there is something to link to. */
  readonly nameOf?: (letter: DeadLetter) => ReactNode;
  /** Asks for older ones; undefined: there are none. */
  readonly onMore: (() => void) | undefined;
  readonly busy: boolean;
}

/** The events that failed, one by one. */
export const Letters = ({ letters, now, onOpen, nameOf = ({ destination_name }) => destination_name, onMore, busy }: LettersProps) => (
  <>
    <table className="table as-cards pick">
      <thead>
        <tr>
          <th>{__('Event', 'warp')}</th>
          <th>{__('Destination', 'warp')}</th>
          <th>{__('Why', 'warp')}</th>
          <th className="right">{__('Given up', 'warp')}</th>
          <th className="right">{__('Still taken', 'warp')}</th>
        </tr>
      </thead>
      <tbody>
        {letters.map((letter) => (
          <tr key={`${letter.event_id} ${letter.destination_id}`}>
            <td className="when">
              <button type="button" className="row-button" style={dotOf(letter.event_type)} onClick={() => onOpen(letter)}>
                <span className="dot" />
                {readable(letter.event_type)}
              </button>
            </td>
            <td className="whole">
              <span className="above">{nameOf(letter)}</span>
              <div className="soft">{letter.site_name}</div>
            </td>
            <td className="whole">
              {letter.sentence}
              {letter.vendor_message !== null && <div className="soft">“{letter.vendor_message}”</div>}
              <div className="soft">{triesOf(letter)}</div>
            </td>
            <td className="right when number">{ago(letter.given_up_at, now)}</td>
            <td className="right when number">{chanceOf(letter, now)}</td>
          </tr>
        ))}
      </tbody>
    </table>
    <MoreButton onMore={onMore} busy={busy} label={__('Show older', 'warp')} />
  </>
);

/** When the last chance is this near it stands out. */
const HURRY_MS = 86_400_000;

// translators: %s: a number.
const triesOf = ({ attempts }: DeadLetter): string => sprintf(_n('%s try', '%s tries', attempts, 'warp'), count(attempts));

function chanceOf({ replayable_until }: DeadLetter, now: number): ReactNode {
  if (replayable_until === null) return '–';
  const left = Date.parse(replayable_until) - now;
  if (left <= 0) return <span className="soft">{__('Too old', 'warp')}</span>;
  // translators: %s: such as “in 5 h”.
  if (left < HURRY_MS) return <span className="hurry">{sprintf(__('Ends %s', 'warp'), until(replayable_until, now))}</span>;
  // translators: %s: a day.
  return sprintf(__('Until %s', 'warp'), day(replayable_until));
}
