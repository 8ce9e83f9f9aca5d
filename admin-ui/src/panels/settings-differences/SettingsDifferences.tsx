import { Button, CheckboxControl } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { useState } from 'react';
import type { SettingDifference } from '../../api/connections.js';

export interface SettingsDifferencesProps {
  readonly differences: readonly SettingDifference[];
  readonly canEdit: boolean;
  /** @throws Error with a sentence for a person */
  readonly onSettle: (answer: 'take' | 'keep', fields: readonly string[]) => Promise<void>;
}

/** Settings on which a site and its WordPress differ, and the choice between the two. Shows nothing where they agree. */
export function SettingsDifferences({ differences, canEdit, onSettle }: SettingsDifferencesProps) {
  const [skipped, setSkipped] = useState<readonly string[]>([]);
  const [problem, setProblem] = useState<string>();
  if (differences.length === 0) return null;
  const chosen = differences.map(({ field }) => field).filter((field) => !skipped.includes(field));
  const settle = (answer: 'take' | 'keep'): void => {
    setProblem(undefined);
    onSettle(answer, chosen).catch((error: Error) => setProblem(error.message));
  };
  return (
    <div className="notice" role="group" aria-label={__('Settings that differ', 'warp')}>
      <strong>{__('WordPress and this site have different settings', 'warp')}</strong>
      {differences.map((difference) =>
        canEdit ? (
          <CheckboxControl
            key={difference.field}
            label={sentenceOf(difference)}
            checked={!skipped.includes(difference.field)}
            onChange={(isChosen) => setSkipped(isChosen ? skipped.filter((field) => field !== difference.field) : [...skipped, difference.field])}
          />
        ) : (
          <p key={difference.field}>{sentenceOf(difference)}</p>
        ),
      )}
      {canEdit && (
        <div className="actions">
          <Button variant="primary" disabled={chosen.length === 0} onClick={() => settle('take')}>
            {__('Use the settings of WordPress', 'warp')}
          </Button>
          <Button variant="tertiary" disabled={chosen.length === 0} onClick={() => settle('keep')}>
            {__('Keep those of this site', 'warp')}
          </Button>
        </div>
      )}
      {problem !== undefined && (
        <p className="notice bad" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

const sentenceOf = ({ field, here, wordpress }: SettingDifference): string =>
  /* translators: 1: name of a setting, 2: its value in WordPress, 3: its value for the site. */
  sprintf(__('%1$s: %2$s in WordPress, %3$s here', 'warp'), labels()[field] ?? field, textOf(wordpress), textOf(here));

const labels = (): Readonly<Record<string, string>> => ({
  timezone: __('Time zone', 'warp'),
  currency: __('Currency', 'warp'),
  country: __('Country', 'warp'),
  language: __('Language', 'warp'),
  week_start: __('First day of the week', 'warp'),
  page_parameters: __('Parameters that name pages', 'warp'),
  domains: __('Domains', 'warp'),
});

const textOf = (value: SettingDifference['here']): string => (value === null ? '' : [value].flat().join(', ')) || __('not set', 'warp');
