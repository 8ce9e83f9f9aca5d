import { Button, ToggleControl } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { useState } from 'react';
import type { Enrichment } from '../../api/enrichments.js';
import type { TestResult } from '../../api/types.js';
import { EnrichmentEditor, type EnrichmentEditorProps } from './EnrichmentEditor.js';
import { Figures } from './Figures.js';

export interface EnrichmentsProps extends Pick<EnrichmentEditorProps, 'onSave'> {
  readonly enrichments: readonly Enrichment[];
  readonly onToggle: (enrichment: Enrichment, enabled: boolean) => Promise<void>;
  readonly onTest: (enrichment: Enrichment) => Promise<TestResult>;
}

/** What is added to events, source by source, in the order in which they are asked. */
export function Enrichments({ enrichments, ...actions }: EnrichmentsProps) {
  return (
    <>
      {enrichments.map((enrichment) => (
        <Row key={enrichment.id} enrichment={enrichment} {...actions} />
      ))}
    </>
  );
}

function Row({ enrichment, onToggle, onTest, onSave }: Omit<EnrichmentsProps, 'enrichments'> & { enrichment: Enrichment }) {
  const [result, setResult] = useState<TestResult>();
  const [testing, setTesting] = useState(false);
  const [editing, setEditing] = useState(false);
  const hasSettings = Object.keys(enrichment.settings_schema.properties ?? {}).length > 0;
  const test = async (): Promise<void> => {
    setTesting(true);
    setResult(await onTest(enrichment).catch((error: Error) => ({ ok: false, code: 'error', message: error.message })));
    setTesting(false);
  };
  return (
    <div className="destination">
      <div className="grow">
        <strong>{enrichment.name}</strong> <span className="soft">{enrichment.provides.map(nameOf).join(', ')}</span>
        <div>
          <Status status={enrichment.status} />
        </div>
      </div>
      <ToggleControl __nextHasNoMarginBottom label={__('On', 'warp')} checked={enrichment.enabled} onChange={(on) => void onToggle(enrichment, on)} />
      <Button size="small" variant="secondary" isBusy={testing} onClick={() => void test()}>
        {__('Test', 'warp')}
      </Button>
      {hasSettings && (
        <Button size="small" variant="secondary" onClick={() => setEditing(true)}>
          {__('Settings', 'warp')}
        </Button>
      )}
      <div className="under">
        {result === undefined ? <Reason enrichment={enrichment} /> : <div className={result.ok ? 'change up' : 'field-error'}>{result.ok ? `✓ ${result.message}` : result.message}</div>}
        {(enrichment.status === 'active' || enrichment.status === 'resting') && <Figures enrichment={enrichment} />}
      </div>
      {editing && <EnrichmentEditor enrichment={enrichment} onSave={onSave} onClose={() => setEditing(false)} />}
    </div>
  );
}

const nameOf = (field: Enrichment['provides'][number]): string => ({ device: __('device', 'warp'), geo: __('place', 'warp'), organisation: __('organisation', 'warp') })[field];

const STATUSES = {
  active: ['good', __('Running', 'warp')],
  resting: ['bad', __('Resting', 'warp')],
  not_configured: ['warn', __('Not set up', 'warp')],
  off: ['', __('Off', 'warp')],
} as const satisfies Record<Enrichment['status'], readonly [colour: string, word: string]>;

const Status = ({ status }: Pick<Enrichment, 'status'>) => <span className={`badge ${STATUSES[status][0]}`}>{STATUSES[status][1]}</span>;

/** Why it does not run, and until when. */
function Reason({ enrichment: { status_reason, rests_until } }: { enrichment: Enrichment }) {
  if (status_reason === null) return null;
  if (rests_until === null) return <div className="soft">{status_reason}</div>;
  // translators: %s: a time of day or a date.
  return <div className="field-error">{`${status_reason} ${sprintf(__('Asked again at %s.', 'warp'), momentOf(rests_until))}`}</div>;
}

/** `14:05`, or with its date when that is another day. */
function momentOf(time: string): string {
  const at = new Date(time);
  const clock = at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  const isToday = at.toDateString() === new Date().toDateString();
  return isToday ? clock : `${at.toLocaleDateString('en', { day: 'numeric', month: 'short' })}, ${clock}`;
}
