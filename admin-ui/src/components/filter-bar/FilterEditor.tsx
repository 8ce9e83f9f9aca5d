import { Button, Spinner } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { useFormat } from '../../format/FormatProvider.js';
import { FormField } from '../form-field/FormField.js';
import type { FilterDimension } from './FilterBar.js';
import { type Filter, type Operator, OPERATORS } from './filters.js';

export interface Suggestion {
  readonly value: string;
  /** How often it occurs under the other filters. */
  readonly count?: number;
}

/** Values of a dimension that fit what was typed, most frequent first. */
export type SuggestValues = (dimension: string, search: string, signal: AbortSignal) => Promise<readonly Suggestion[]>;

export function operatorName(operator: Operator): string {
  switch (operator) {
    case 'is':
      return __('is', 'warp');
    case 'is_not':
      return __('is not', 'warp');
    case 'contains':
      return __('contains', 'warp');
    case 'contains_not':
      return __('does not contain', 'warp');
  }
}

/** Long enough to type on, short enough not to wait for. */
const TYPING_MS = 150;

export interface FilterEditorProps {
  readonly dimension: FilterDimension;
  readonly filter?: Filter;
  readonly suggest: SuggestValues;
  /** undefined: the filter has no value left. */
  readonly onApply: (filter: Filter | undefined) => void;
}

/** What a chip asks: an operator and one or several values, of which any may hold. */
export function FilterEditor({ dimension, filter, suggest, onApply }: FilterEditorProps) {
  const [operator, setOperator] = useState<Operator>(filter?.operator ?? 'is');
  const [values, setValues] = useState<readonly string[]>(filter?.values ?? []);
  const [typed, setTyped] = useState('');
  const found = useSuggestions(suggest, dimension.id, typed);
  const nameOf = dimension.nameOf ?? ((value: string) => value);
  const takesText = operator === 'contains' || operator === 'contains_not' || dimension.nameOf === undefined;
  const own = typed.trim();
  const canAddTyped = takesText && own !== '' && !values.includes(own) && !(found.list ?? []).some(({ value }) => value === own);
  const offered = [...values.map((value) => ({ value, count: found.list?.find((other) => other.value === value)?.count })), ...(found.list ?? []).filter(({ value }) => !values.includes(value))];

  const set = (value: string, chosen: boolean): void => setValues(chosen ? [...values, value] : values.filter((other) => other !== value));
  const addTyped = (): void => {
    set(own, true);
    setTyped('');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    if (canAddTyped) addTyped();
    else if (own !== '' && found.list?.[0] !== undefined && !values.includes(found.list[0].value)) set(found.list[0].value, true);
  };
  return (
    <div className="warp-filter-editor" role="dialog" aria-label={dimension.name}>
      <FormField label={dimension.name}>
        {(control) => (
          <select {...control} className="warp-input" value={operator} onChange={({ target }) => setOperator(target.value as Operator)}>
            {OPERATORS.map((choice) => (
              <option key={choice} value={choice}>
                {operatorName(choice)}
              </option>
            ))}
          </select>
        )}
      </FormField>
      <FormField label={__('Search values', 'warp')} hideLabel>
        {(control) => <input {...control} className="warp-input" type="search" placeholder={__('Search', 'warp')} value={typed} onChange={({ target }) => setTyped(target.value)} onKeyDown={onKeyDown} />}
      </FormField>
      <Values {...{ offered, values, found, nameOf }} onSet={set} label={dimension.name} />
      {canAddTyped && (
        <Button variant="tertiary" size="compact" onClick={addTyped}>
          {/* translators: %s: what was typed */}
          {sprintf(__('Add “%s”', 'warp'), own)}
        </Button>
      )}
      <div className="warp-filter-actions">
        <span className="warp-filter-note">{values.length > 1 ? __('Any of these', 'warp') : ''}</span>
        <Button
          variant="primary"
          size="compact"
          onClick={() => {
            const all = canAddTyped ? [...values, own] : values;
            onApply(all.length === 0 ? undefined : { dimension: dimension.id, operator, values: all });
          }}
        >
          {__('Apply', 'warp')}
        </Button>
      </div>
    </div>
  );
}

interface ValuesProps {
  readonly offered: readonly { readonly value: string; readonly count?: number | undefined }[];
  readonly values: readonly string[];
  readonly found: Found;
  readonly nameOf: (value: string) => string;
  readonly label: string;
  readonly onSet: (value: string, chosen: boolean) => void;
}

function Values({ offered, values, found, nameOf, label, onSet }: ValuesProps) {
  const format = useFormat();
  if (found.fault !== undefined) return <p className="warp-filter-note">{found.fault}</p>;
  if (found.list === undefined && offered.length === 0) return <Spinner />;
  if (offered.length === 0) return <p className="warp-filter-note">{__('No value fits.', 'warp')}</p>;
  return (
    <fieldset className="warp-filter-values" aria-label={label}>
      {offered.map(({ value, count }) => (
        <label key={value} className={count === 0 ? 'absent' : ''}>
          <input type="checkbox" checked={values.includes(value)} onChange={({ target }) => onSet(value, target.checked)} />
          <span className="warp-filter-value">{value === '' ? __('(none)', 'warp') : nameOf(value)}</span>
          {count !== undefined && <span className="warp-filter-note">{format.short(count)}</span>}
        </label>
      ))}
    </fieldset>
  );
}

interface Found {
  readonly list?: readonly Suggestion[];
  readonly fault?: string;
}

/** Suggestions for what was typed; those before stay until the new ones are there. */
function useSuggestions(suggest: SuggestValues, dimension: string, typed: string): Found {
  const [found, setFound] = useState<Found>({});
  useEffect(() => {
    const leaving = new AbortController();
    const timer = setTimeout(
      () => {
        suggest(dimension, typed.trim(), leaving.signal).then(
          (list) => !leaving.signal.aborted && setFound({ list }),
          (error: Error) => !leaving.signal.aborted && setFound({ fault: error.message }),
        );
      },
      typed === '' ? 0 : TYPING_MS,
    );
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [suggest, dimension, typed]);
  return found;
}
