import { __ } from '@wordpress/i18n';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { EventType, Page, ShadowRun, StoredEvent } from '../api/deliveries.js';
import { below } from '../api/field-errors.js';
import { ApiError } from '../api/transport.js';
import type { Destination, FieldError } from '../api/types.js';
import { dataOf, useLoad } from '../api/use-load.js';
import { EventSelection } from '../panels/event-selection/EventSelection.js';
import { EventRules } from '../panels/event-rules/EventRules.js';
import { type DraftSelection, draftSelectionOf, isSame, selectionOf } from '../panels/event-rules/selection.js';
import { suggestedFields } from '../panels/event-rules/suggested-fields.js';
import { ShadowResult } from '../panels/shadow-run/ShadowResult.js';
import { TrialBar } from '../panels/shadow-run/TrialBar.js';
import { Card } from '../panels/states/Card.js';
import { DestinationPreview } from './DestinationPreview.js';
import { useCanEdit, useSession } from './session.js';

/** Events to choose a preview from, and to find field names in. */
const LATEST = 50;

export interface DestinationMappingProps {
  readonly siteId: string;
  readonly destination: Destination;
  readonly onSaved: () => void;
}

/** Which events a destination gets and how, with the exact request beside it: changed, tried on stored events, then saved. */
export function DestinationMapping({ siteId, destination, onSaved }: DestinationMappingProps) {
  const { transport } = useSession();
  const canEdit = useCanEdit();
  const address = `/api/sites/${siteId}/destinations/${destination.id}`;
  const saved = draftSelectionOf(destination.events);
  const [draft, setDraft] = useState<DraftSelection>(saved);
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [fault, setFault] = useState<string>();
  const [run, setRun] = useState<ShadowRun>();
  const [types] = useLoad(siteId, () => transport.request<{ items: EventType[] }>('GET', `/api/analytics/sites/${siteId}/event-types`));
  const [latest] = useLoad(siteId, () => transport.request<Page<StoredEvent>>('GET', `/api/analytics/events?site_id=${siteId}&limit=${LATEST}`));
  const events = dataOf(latest)?.items;
  const kinds = dataOf(types)?.items ?? [];
  const ruleErrors = useMemo(() => below('rules.', errors), [errors]);
  const isChanged = !isSame(saved, draft);
  const trial = useRef<HTMLDivElement>(null);
  useEffect(() => {
    void trial.current?.scrollIntoView({ behavior: 'smooth', block: 'start' });
  }, [run]);

  const change = (next: DraftSelection): void => {
    setDraft(next);
    setErrors([]);
    setFault(undefined);
    // It was another proposal's.
    setRun(undefined);
  };
  const ask = async (work: () => Promise<void>): Promise<void> => {
    setErrors([]);
    setFault(undefined);
    try {
      await work();
    } catch (error) {
      const faults = error instanceof ApiError ? below('events.', error.errors) : [];
      setErrors(faults);
      setFault(faults.length > 0 ? __('Not yet: see the marked field.', 'warp') : (error as Error).message);
    }
  };

  return (
    <>
      <div className="columns">
        <div className="stack">
          <Card title={__('Events', 'warp')}>
            <EventSelection selection={draft} types={kinds} errors={errors} canEdit={canEdit} onChange={change} />
          </Card>
          <Card title={__('Rules', 'warp')}>
            <EventRules
              rules={draft.rules}
              suggestions={{ events: kinds.map(({ event_type }) => event_type), fields: suggestedFields(events ?? []) }}
              errors={ruleErrors}
              canEdit={canEdit}
              onChange={(rules) => change({ ...draft, rules })}
            />
          </Card>
        </div>
        <div className="stay">
          <Card title={isChanged ? __('Preview, with your changes', 'warp') : __('Preview', 'warp')}>
            <DestinationPreview address={address} siteId={siteId} events={events} saved={destination.events} {...(isChanged ? { proposal: selectionOf(begun(draft)) } : {})} />
          </Card>
        </div>
      </div>
      {run !== undefined && (
        <div ref={trial}>
          <Card title={__('Trial', 'warp')}>
            <ShadowResult run={run} />
          </Card>
        </div>
      )}
      {canEdit && isChanged && (
        <TrialBar
          fault={fault}
          onTry={(last) => ask(async () => setRun(await transport.request<ShadowRun>('POST', `${address}/shadow`, { events: selectionOf(draft), last })))}
          onSave={() =>
            ask(async () => {
              await transport.request('PUT', address, { events: selectionOf(draft) });
              setRun(undefined);
              onSaved();
            })
          }
          onDiscard={() => change(saved)}
        />
      )}
    </>
  );
}

/** Without rules that say nothing yet. */
const begun = (draft: DraftSelection): DraftSelection => ({ ...draft, rules: draft.rules.filter(({ event }) => event.trim() !== '') });
