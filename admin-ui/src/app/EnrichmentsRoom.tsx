import { __ } from '@wordpress/i18n';
import type { Enrichment } from '../api/enrichments.js';
import { ApiError } from '../api/transport.js';
import type { TestResult } from '../api/types.js';
import { dataOf, useLoad } from '../api/use-load.js';
import { Enrichments } from '../panels/enrichments/Enrichments.js';
import { Card } from '../panels/states/Card.js';
import { ErrorState, Loading } from '../panels/states/States.js';
import { useSession } from './session.js';

/** What is added to events, for the whole installation: for super admins. */
export function EnrichmentsRoom() {
  const { transport } = useSession();
  const [state, reload] = useLoad('enrichments', () => transport.request<{ items: Enrichment[] }>('GET', '/api/enrichments'));
  const enrichments = dataOf(state)?.items;
  const put = (id: string, change: object) => transport.request<Enrichment>('PUT', `/api/enrichments/${id}/settings`, change);
  return (
    <>
      <div className="room-head">
        <div className="grow">
          <h1>{__('Enrichments', 'warp')}</h1>
          <span className="soft">{__('What Warp adds to every event before it is stored: place, device, organisation. Asked from top to bottom; a later one’s word counts.', 'warp')}</span>
        </div>
      </div>
      {state.is === 'failed' && <ErrorState message={state.message} onRetry={reload} />}
      {state.is !== 'failed' && enrichments === undefined && <Loading height={360} />}
      {enrichments !== undefined && (
        <Card title={__('Sources', 'warp')}>
          <Enrichments
            enrichments={enrichments}
            onSave={async ({ id }, settings) => {
              try {
                await put(id, { settings });
              } catch (error) {
                if (error instanceof ApiError && error.errors.length > 0) return error.errors;
                throw error;
              }
              reload();
              return [];
            }}
            onToggle={async ({ id }, enabled) => {
              await put(id, { enabled });
              reload();
            }}
            onTest={async ({ id }) => {
              const result = await transport.request<TestResult>('POST', `/api/enrichments/${id}/test`);
              reload();
              return result;
            }}
          />
        </Card>
      )}
    </>
  );
}
