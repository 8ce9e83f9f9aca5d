import type { SiteAnalytics } from '../../../admin-ui/src/api/types.js';
import { dataOf, useLoad } from '../../../admin-ui/src/api/use-load.js';
import { Pages } from '../../../admin-ui/src/panels/pages/Pages.js';
import { queryOf } from '../../../admin-ui/src/panels/range-picker/RangePicker.js';
import { SiteFigures } from '../../../admin-ui/src/panels/site-figures/SiteFigures.js';
import { Sources } from '../../../admin-ui/src/panels/sources/Sources.js';
import { ErrorState, Loading } from '../../../admin-ui/src/panels/states/States.js';
import { Visitors } from '../../../admin-ui/src/panels/visitors/Visitors.js';
import type { TabProps } from './Room.js';

/** Figures of a site, and the currency its money is in. */
export type SiteOverview = SiteAnalytics & { readonly currency?: string };

/** The tabs that show a period's figures. */
export function FiguresTab({ site, range, show }: TabProps & { show: 'overview' | 'sources' | 'pages' }) {
  const [figures, reload] = useLoad(range.id, () => site.transport.request<SiteOverview>('GET', `/overview?${queryOf(range)}`));
  const data = dataOf(figures);
  if (figures.is === 'failed') return <ErrorState message={figures.message} onRetry={reload} />;
  if (data === undefined) return <Loading height={360} />;
  const currency = data.currency ?? '';
  if (show === 'sources') return <Sources data={data} currency={currency} />;
  if (show === 'pages') return <Pages data={data} />;
  return (
    <>
      <SiteFigures data={data} range={range} currency={currency} theme="wp-admin" />
      <Visitors data={data} />
    </>
  );
}
