import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { useState } from 'react';
import type { LiveEvent } from '../../api/types.js';
import { pathOf, readable } from '../../format.js';
import { Card } from '../../components/Card.js';
import { Empty } from '../../components/States.js';
import { dotOf } from './dots.js';

export interface LiveFeedProps {
  /** Newest first. */
  readonly events: readonly LiveEvent[];
  readonly connected: boolean;
  readonly siteName?: (siteId: string) => string;
}

/** Events as they happen. Holding it still keeps what is shown; what comes meanwhile is there afterwards. */
export function LiveFeed({ events, connected, siteName }: LiveFeedProps) {
  const [held, setHeld] = useState<readonly LiveEvent[]>();
  const shown = held ?? events;
  return (
    <Card
      title={__('Live', 'warp')}
      aside={
        <>
          <span className={connected ? 'live-dot' : 'live-dot off'} title={connected ? __('Connected', 'warp') : __('Connecting …', 'warp')} />
          <Button size="small" variant="tertiary" onClick={() => setHeld(held === undefined ? events : undefined)}>
            {held === undefined ? __('Pause', 'warp') : __('Resume', 'warp')}
          </Button>
        </>
      }
    >
      {shown.length === 0 ? (
        <Empty title={__('Waiting for events', 'warp')}>
          <span>{__('They appear here within two seconds.', 'warp')}</span>
        </Empty>
      ) : (
        <ul className="feed" aria-live="off">
          {shown.map((event) => (
            <li key={event.event_id} style={dotOf(event.event_type)}>
              <span className="dot" />
              <span className="what">
                <b>{readable(event.event_type)}</b> <span className="soft">{pathOf(event.page_url)}</span>
                <span className="where">
                  {siteName === undefined ? '' : ` · ${siteName(event.site_id)}`}
                  {event.country === null ? '' : ` · ${event.city ?? ''} ${event.country}`}
                </span>
              </span>
              <time className="number" dateTime={event.timestamp}>
                {new Date(event.timestamp).toLocaleTimeString('en', { hourCycle: 'h23' })}
              </time>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
