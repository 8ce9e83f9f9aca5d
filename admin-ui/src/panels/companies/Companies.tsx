import { __ } from '@wordpress/i18n';
import type { Company } from '../../api/types.js';
import { ago, count, percent } from '../../format.js';
import { Empty } from '../../components/States.js';

export interface CompaniesProps {
  readonly companies: readonly Company[];
  /** ms since 1970. */
  readonly now: number;
}

/** Organisations whose people visited, newest first, each with what the match rests on. */
export function Companies({ companies, now }: CompaniesProps) {
  if (companies.length === 0)
    return (
      <Empty title={__('No company recognised yet', 'warp')}>
        <span>{__('Visits from a company’s own network appear here. Most people browse from home or by phone, so these are few.', 'warp')}</span>
      </Empty>
    );
  return (
    <table className="table as-cards">
      <thead>
        <tr>
          <th>{__('Company', 'warp')}</th>
          <th className="right">{__('Visits', 'warp')}</th>
          <th className="right">{__('Page views', 'warp')}</th>
          <th>{__('Certainty', 'warp')}</th>
          <th className="right">{__('Last seen', 'warp')}</th>
        </tr>
      </thead>
      <tbody>
        {companies.map(({ id, name, domain, total_visits, total_page_views, confidence, evidence, last_seen }) => (
          <tr key={id}>
            <td>
              <b>{name}</b>
              {domain !== null && <div className="soft">{domain}</div>}
            </td>
            <td className="right number">{count(total_visits)}</td>
            <td className="right number secondary">{count(total_page_views)}</td>
            <td className="secondary">
              {confidence === null ? '–' : percent(confidence)}
              {evidence !== null && <div className="soft">{evidence}</div>}
            </td>
            <td className="right">{last_seen === null ? '–' : ago(last_seen, now)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
