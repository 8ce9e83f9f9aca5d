import { __ } from '@wordpress/i18n';
import type { CSSProperties } from 'react';
import type { OutcomeCount } from '../../api/deliveries.js';
import { count } from '../../format.js';
import { COLOURS, kindOf, WORDS } from '../receipts/states.js';
import { Empty } from '../../components/States.js';

/** What became of a destination's events, by reason, with bars as long as their share. */
export function Outcomes({ outcomes }: { outcomes: readonly OutcomeCount[] }) {
  if (outcomes.length === 0)
    return (
      <Empty title={__('No event in the last 24 hours', 'warp')}>
        <span>{__('What becomes of the next ones is counted here.', 'warp')}</span>
      </Empty>
    );
  const all = outcomes.reduce((sum, { events }) => sum + events, 0);
  return (
    <ul className="outcomes">
      {outcomes.map(({ state, reason, sentence, events }) => (
        <li key={`${state} ${reason}`} className={COLOURS[kindOf(state)]} style={{ '--share': `${(events / all) * 100}%` } as CSSProperties}>
          <span className={`badge ${COLOURS[kindOf(state)]}`}>{WORDS[state]}</span>
          <span className="grow">{sentence}</span>
          <b className="number">{count(events)}</b>
        </li>
      ))}
    </ul>
  );
}
