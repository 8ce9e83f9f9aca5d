import { __ } from '@wordpress/i18n';
import type { SiteAnalytics } from '../../api/types.js';
import { countryName, readable } from '../../format.js';
import { BarList } from '../../components/BarList.js';
import { Card } from '../../components/Card.js';

/** Where visitors are and what they use. */
export const Visitors = ({ data }: { data: SiteAnalytics }) => (
  <div className="columns three">
    <Card title={__('Countries', 'warp')}>
      <BarList bars={data.geo.countries.map(({ name, sessions }) => ({ name: countryName(name), value: sessions }))} />
    </Card>
    <Card title={__('Devices', 'warp')}>
      <BarList bars={data.devices.categories.map(({ name, sessions }) => ({ name: readable(name), value: sessions }))} />
    </Card>
    <Card title={__('Browsers', 'warp')}>
      <BarList bars={data.devices.browsers.map(({ name, sessions }) => ({ name, value: sessions }))} />
    </Card>
  </div>
);
