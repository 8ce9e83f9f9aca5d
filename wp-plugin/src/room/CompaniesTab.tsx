import { __ } from '@wordpress/i18n';
import { useOwnCompanies } from '../../../admin-ui/src/api/queries/own-site.js';
import { Card } from '../../../admin-ui/src/components/Card.js';
import { QueryView } from '../../../admin-ui/src/components/QueryView.js';
import { RowsSkeleton } from '../../../admin-ui/src/components/Skeletons.js';
import { Companies } from '../../../admin-ui/src/panels/companies/Companies.js';

/** Organisations that visited. */
export function CompaniesTab() {
  const companies = useOwnCompanies();
  return (
    <Card title={__('Companies', 'warp')}>
      <QueryView query={companies} skeleton={<RowsSkeleton />}>
        {(items) => <Companies companies={items} now={Date.now()} />}
      </QueryView>
    </Card>
  );
}
