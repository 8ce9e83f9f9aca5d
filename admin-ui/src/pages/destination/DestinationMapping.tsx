import { __ } from '@wordpress/i18n';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ShadowRun } from '../../api/deliveries.js';
import { below } from '../../api/field-errors.js';
import { useSaveSelection, useShadowRun } from '../../api/queries/destinations.js';
import { useEventTypes, useLatestEvents } from '../../api/queries/events.js';
import { useRight } from '../../api/queries/me.js';
import { ApiError } from '../../api/transport.js';
import type { Destination, FieldError } from '../../api/types.js';
import { Card } from '../../components/Card.js';
import { useDraft } from '../../components/drafts.js';
import { QueryView } from '../../components/QueryView.js';
import { FormSkeleton } from '../../components/Skeletons.js';
import { EventRules } from '../../panels/event-rules/EventRules.js';
import { type DraftSelection, draftSelectionOf, isSame, selectionOf } from '../../panels/event-rules/selection.js';
import { suggestedFields } from '../../panels/event-rules/suggested-fields.js';
import { EventSelection } from '../../panels/event-selection/EventSelection.js';
import { ShadowResult } from '../../panels/shadow-run/ShadowResult.js';
import { TrialBar } from '../../panels/shadow-run/TrialBar.js';
import { DestinationPreview } from './DestinationPreview.js';

export interface DestinationMappingProps {
  readonly siteId: string;
  readonly destination: Destination;
}

/** Which events a destination gets and how, with the exact request beside it: changed, tried on stored events, then saved. */
export function DestinationMapping({ siteId, destination }: DestinationMappingProps) {
  const canEdit = useRight('destinations.write');
  const saved = draftSelectionOf(destination.events);
  // Undefined until something is changed: what somebody else saves meanwhile is no change of one's own.
  const [changed, setChanged] = useState<DraftSelection>();
  const draft = changed ?? saved;
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [fault, setFault] = useState<string>();
  const [run, setRun] = useState<ShadowRun>();
  const { data: types = [] } = useEventTypes(siteId);
  const latest = useLatestEvents(siteId);
  const { mutateAsync: save } = useSaveSelection(siteId, destination.id);
  const { mutateAsync: tryOn } = useShadowRun(siteId, destination.id);
  const ruleErrors = useMemo(() => below('rules.', errors), [errors]);
  const isChanged = changed !== undefined && !isSame(saved, changed);
  useDraft(isChanged);
  const trial = useRef<HTMLDivElement>(null);
  useEffect(() => {
    void trial.current?.scrollIntoView({ behavior: 'smooth', block: 'start' });
  }, [run]);

  const change = (next: DraftSelection | undefined): void => {
    setChanged(next);
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
            <EventSelection selection={draft} types={types} errors={errors} canEdit={canEdit} onChange={change} />
          </Card>
          <Card title={__('Rules', 'warp')}>
            <EventRules
              rules={draft.rules}
              suggestions={{ events: types.map(({ event_type }) => event_type), fields: suggestedFields(latest.data ?? []) }}
              errors={ruleErrors}
              canEdit={canEdit}
              onChange={(rules) => change({ ...draft, rules })}
            />
          </Card>
        </div>
        <div className="stay">
          <Card title={isChanged ? __('Preview, with your changes', 'warp') : __('Preview', 'warp')}>
            <QueryView query={latest} skeleton={<FormSkeleton count={4} />}>
              {(events) => <DestinationPreview siteId={siteId} destination={destination} events={events} {...(isChanged ? { proposal: selectionOf(begun(draft)) } : {})} />}
            </QueryView>
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
          onTry={(last) => ask(async () => setRun(await tryOn({ events: selectionOf(draft), last })))}
          onSave={() =>
            ask(async () => {
              await save(selectionOf(draft));
              change(undefined);
            })
          }
          onDiscard={() => change(undefined)}
        />
      )}
    </>
  );
}

/** Without rules that say nothing yet. */
const begun = (draft: DraftSelection): DraftSelection => ({ ...draft, rules: draft.rules.filter(({ event }) => event.trim() !== '') });
