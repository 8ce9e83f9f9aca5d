import { Button } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import type { DeadLetterGroup } from '../../api/deliveries.js';
import { ago, count } from '../../format.js';
import { windowText } from '../replay/window-text.js';

export interface GroupsProps {
  readonly groups: readonly DeadLetterGroup[];
  /** ms since 1970. */
  readonly now: number;
  /** The destination's name, as a link where there is something to link to. */
  readonly nameOf?: (group: DeadLetterGroup) => ReactNode;
  /** Left out: the person may not. */
  readonly onReplay?: (group: DeadLetterGroup) => void;
}

/** What failed, by destination and reason. */
export const Groups = ({ groups, now, nameOf = ({ destination_name }) => destination_name, onReplay }: GroupsProps) => (
  <ul className="letter-groups">
    {groups.map((group) => (
      <li key={`${group.destination_id} ${group.reason}`}>
        <div className="many number">{count(group.events)}</div>
        <div className="grow">
          <b>{group.sentence}</b>
          <div>
            {nameOf(group)} <span className="soft">· {group.site_name}</span>
          </div>
          <div className="soft number">{stillText(group)} · {
            // translators: %s: such as “5 min ago”.
            sprintf(__('last %s', 'warp'), ago(group.newest_at, now))
          }</div>
        </div>
        {onReplay !== undefined && (
          <Button variant="secondary" disabled={group.replayable === 0} onClick={() => onReplay(group)}>
            {__('Send again …', 'warp')}
          </Button>
        )}
      </li>
    ))}
  </ul>
);

function stillText({ events, replayable, window_hours }: DeadLetterGroup): string {
  if (window_hours === null) return __('Its plugin is not loaded', 'warp');
  // translators: %s: such as “7 days”.
  if (replayable === 0) return sprintf(__('Too old: it takes events of at most %s', 'warp'), windowText(window_hours));
  // translators: 1: a number, 2: a number, 3: such as “7 days”.
  return sprintf(__('%1$s of %2$s can still be sent: it takes events of at most %3$s', 'warp'), count(replayable), count(events), windowText(window_hours));
}
