import { useOwnOverview } from '../../../admin-ui/src/api/queries/own-site.js';
import { QueryView } from '../../../admin-ui/src/components/QueryView.js';
import { CardsSkeleton, ChartSkeleton, TilesSkeleton } from '../../../admin-ui/src/components/Skeletons.js';
import { Pages } from '../../../admin-ui/src/panels/pages/Pages.js';
import { periodOf } from '../../../admin-ui/src/panels/range-picker/RangePicker.js';
import { SiteFigures } from '../../../admin-ui/src/panels/site-figures/SiteFigures.js';
import { Sources } from '../../../admin-ui/src/panels/sources/Sources.js';
import { Visitors } from '../../../admin-ui/src/panels/visitors/Visitors.js';
import type { TabProps } from './Room.js';

/** The tabs that show a period's figures. */
export function FiguresTab({ range, show }: TabProps & { show: 'overview' | 'sources' | 'pages' }) {
  const overview = useOwnOverview({ id: range.id, now: () => periodOf(range) });
  return (
    <QueryView
      query={overview}
      skeleton={
        show === 'overview' ? (
          <>
            <TilesSkeleton count={7} />
            <ChartSkeleton />
          </>
        ) : (
          <CardsSkeleton count={4} />
        )
      }
    >
      {(data) => {
        const currency = data.currency ?? '';
        if (show === 'sources') return <Sources data={data} currency={currency} />;
        if (show === 'pages') return <Pages data={data} />;
        return (
          <>
            <SiteFigures data={data} range={range} currency={currency} theme="wp-admin" />
            <Visitors data={data} />
          </>
        );
      }}
    </QueryView>
  );
}
