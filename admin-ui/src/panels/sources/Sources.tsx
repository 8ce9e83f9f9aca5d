import { __ } from '@wordpress/i18n';
import type { CampaignRow, SiteAnalytics, SourceRow } from '../../api/types.js';
import { count, money, readable } from '../../format.js';
import { BarList } from '../../components/BarList.js';
import { Card } from '../../components/Card.js';
import { Empty } from '../../components/States.js';

export interface SourcesProps {
  readonly data: SiteAnalytics;
  readonly currency: string;
}

/** Where visits came from, and what came of them. */
export const Sources = ({ data, currency }: SourcesProps) => (
  <div className="columns">
    <Card title={__('Channels', 'warp')}>
      <BarList bars={data.channels.map(({ channel, sessions }) => ({ name: readable(channel), value: sessions })).filter(({ value }) => value > 0)} />
    </Card>
    <Card title={__('Sources', 'warp')}>
      <Outcomes rows={data.sources} nameOf={sourceName} name={__('Source / medium', 'warp')} currency={currency} />
    </Card>
    <Card title={__('Campaigns', 'warp')}>
      <Outcomes rows={data.campaigns} nameOf={({ campaign }: CampaignRow) => campaign} name={__('Campaign', 'warp')} currency={currency} />
    </Card>
  </div>
);

const sourceName = ({ source, medium }: SourceRow): string => (medium === '' ? source : `${source} / ${medium}`);

interface OutcomesProps<Row> {
  readonly rows: readonly Row[];
  readonly nameOf: (row: Row) => string;
  readonly name: string;
  readonly currency: string;
}

/** Sessions, conversions and revenue by name. */
function Outcomes<Row extends CampaignRow | SourceRow>({ rows, nameOf, name, currency }: OutcomesProps<Row>) {
  if (rows.length === 0) return <Empty title={__('Nothing in this period', 'warp')} />;
  return (
    <table className="table">
      <thead>
        <tr>
          <th>{name}</th>
          <th className="right">{__('Sessions', 'warp')}</th>
          <th className="right">{__('Conv.', 'warp')}</th>
          <th className="right">{__('Revenue', 'warp')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, 10).map((row) => (
          <tr key={nameOf(row)}>
            <td>{nameOf(row)}</td>
            <td className="right number">{count(row.sessions)}</td>
            <td className="right number">{count(row.conversions)}</td>
            <td className="right number">{row.revenue === 0 ? '–' : money(row.revenue, currency)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
