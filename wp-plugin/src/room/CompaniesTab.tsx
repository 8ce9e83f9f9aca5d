import { __ } from '@wordpress/i18n';
import type { Company } from '../../../admin-ui/src/api/types.js';
import { dataOf, useLoad } from '../../../admin-ui/src/api/use-load.js';
import { Companies } from '../../../admin-ui/src/panels/companies/Companies.js';
import { Card } from '../../../admin-ui/src/panels/states/Card.js';
import { ErrorState, Loading } from '../../../admin-ui/src/panels/states/States.js';
import type { Site } from '../site/mount.js';

/** Organisations that visited. */
export function CompaniesTab({ site }: { site: Site }) {
  const [companies, reload] = useLoad('companies', () => site.transport.request<{ items: readonly Company[] }>('GET', '/companies'));
  const data = dataOf(companies);
  if (companies.is === 'failed') return <ErrorState message={companies.message} onRetry={reload} />;
  if (data === undefined) return <Loading height={240} />;
  return (
    <Card title={__('Companies', 'warp')}>
      <Companies companies={data.items} now={Date.now()} />
    </Card>
  );
}
