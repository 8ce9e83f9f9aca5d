import { __, sprintf } from '@wordpress/i18n';
import type { LossDay } from '../../api/own-site-api.js';
import { count } from '../../format.js';
import { BarList } from '../../components/BarList.js';
import { Card } from '../../components/Card.js';
import { Empty } from '../../components/States.js';
import { ENOUGH_VIEWS, sharesOf } from './shares.js';

/** How much of what people look at the script tells of, and what keeps the rest back. */
export function Loss({ days }: { days: readonly LossDay[] }) {
  const shares = sharesOf(days);
  return (
    <Card title={__('Page views that arrive, last 30 days', 'warp')}>
      {shares === undefined ? (
        <Empty title={__('Nothing was counted yet', 'warp')}>
          <span>{__('Page views are counted where events go to a file of this site; see the settings. The first figures come within an hour.', 'warp')}</span>
        </Empty>
      ) : (
        <>
          <p>
            {shares.views < ENOUGH_VIEWS
              ? __('There are too few page views yet to speak of shares.', 'warp')
              : sprintf(
                  /* translators: 1: of a hundred page views those recorded, 2: those kept back for lack of consent, 3: those lost */
                  __('Of 100 page views by people, %1$d were recorded. Consent kept back %2$d, and %3$d were lost: to blockers, to optimisers that held the script back, or because somebody left before it ran.', 'warp'),
                  shares.ofHundred.recorded,
                  shares.ofHundred.declined,
                  shares.ofHundred.lost,
                )}
          </p>
          <BarList
            bars={[
              { name: __('Recorded', 'warp'), value: shares.recorded },
              { name: __('No consent', 'warp'), value: shares.declined },
              { name: __('Lost', 'warp'), value: shares.lost },
            ]}
          />
          <p className="soft">
            {sprintf(
              /* translators: %s: number of page views */
              __('%s page views were counted by an image that takes no JavaScript. Nothing about the visitor is kept with it; robots and pages that were only loaded ahead are left out.', 'warp'),
              count(shares.views),
            )}
          </p>
        </>
      )}
    </Card>
  );
}
