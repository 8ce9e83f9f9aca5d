import { __ } from '@wordpress/i18n';
import { useEnrichmentActions, useEnrichments } from '../../api/queries/enrichments.js';
import { Card } from '../../components/Card.js';
import { QueryView } from '../../components/QueryView.js';
import { RowsSkeleton } from '../../components/Skeletons.js';
import { useTitle } from '../../components/use-title.js';
import { Enrichments } from '../../panels/enrichments/Enrichments.js';

/** What is added to events, for the whole installation. */
export default function EnrichmentsPage() {
  useTitle(__('Enrichments', 'warp'));
  const enrichments = useEnrichments();
  const actions = useEnrichmentActions();
  return (
    <>
      <div className="page-head">
        <div className="grow">
          <h1>{__('Enrichments', 'warp')}</h1>
          <span className="soft">{__('What Warp adds to every event before it is stored: place, device, organisation. Asked from top to bottom; a later one’s word counts.', 'warp')}</span>
        </div>
      </div>
      <Card title={__('Sources', 'warp')}>
        <QueryView query={enrichments} skeleton={<RowsSkeleton count={5} />}>
          {(known) => <Enrichments enrichments={known} {...actions} />}
        </QueryView>
      </Card>
    </>
  );
}
