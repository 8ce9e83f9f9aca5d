import { Button, Dropdown } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { closeSmall, plus } from '@wordpress/icons';
import { type ReactNode, useState } from 'react';
import type { Format } from '../../format/format.js';
import { useFormat } from '../../format/FormatProvider.js';
import '../tokens.css';
import { useIsNarrow } from '../use-is-narrow.js';
import './FilterBar.css';
import { FilterEditor, operatorName, type SuggestValues } from './FilterEditor.js';
import { type Filter, withFilter } from './filters.js';

/** What can be filtered by. */
export interface FilterDimension {
  readonly id: string;
  readonly name: string;
  /** What its values are called, where they are codes. */
  readonly nameOf?: (value: string) => string;
}

export interface FilterBarProps {
  readonly filters: readonly Filter[];
  readonly dimensions: readonly FilterDimension[];
  readonly onChange: (filters: readonly Filter[]) => void;
  readonly suggest: SuggestValues;
}

/** On a phone chips keep to one line: the first, and how many more. */
const NARROW_CHIPS = 1;

/** The filters in force, each a chip that opens its editor and that can be removed. */
export function FilterBar({ filters, dimensions, onChange, suggest }: FilterBarProps) {
  const format = useFormat();
  const narrow = useIsNarrow();
  const [unfolded, setUnfolded] = useState(false);
  const shown = narrow && !unfolded ? filters.slice(0, NARROW_CHIPS) : filters;
  const replace = (index: number, filter: Filter | undefined): void => onChange(filters.flatMap((other, at) => (at === index ? (filter === undefined ? [] : [filter]) : [other])));
  return (
    <div className="warp-filters" role="group" aria-label={__('Filters', 'warp')}>
      {shown.map((filter, index) => (
        <Chip key={index} filter={filter} dimensions={dimensions} suggest={suggest} onChange={(next) => replace(index, next)} />
      ))}
      {shown.length < filters.length && (
        <Button size="compact" variant="tertiary" aria-expanded={false} onClick={() => setUnfolded(true)}>
          {/* translators: %s: a number of filters */}
          {sprintf(__('+%s more', 'warp'), format.number(filters.length - shown.length))}
        </Button>
      )}
      <AddFilter dimensions={dimensions} suggest={suggest} onAdd={(filter) => onChange(withFilter(filters, filter))} />
      {filters.length > 1 && (
        <Button size="compact" variant="tertiary" onClick={() => onChange([])}>
          {__('Clear all', 'warp')}
        </Button>
      )}
    </div>
  );
}

interface ChipProps extends Pick<FilterBarProps, 'dimensions' | 'suggest'> {
  readonly filter: Filter;
  readonly onChange: (filter: Filter | undefined) => void;
}

function Chip({ filter, dimensions, suggest, onChange }: ChipProps) {
  const format = useFormat();
  const dimension = dimensions.find(({ id }) => id === filter.dimension) ?? { id: filter.dimension, name: filter.dimension };
  const sentence = sentenceOf(filter, dimension, format);
  return (
    <span className="warp-chip">
      <Dropdown
        popoverProps={POPOVER}
        renderToggle={({ isOpen, onToggle }) => (
          <button type="button" className="warp-chip-text" aria-expanded={isOpen} aria-haspopup="dialog" onClick={onToggle} title={sentence}>
            <span className="warp-chip-dimension">{dimension.name}</span> {operatorName(filter.operator)} <strong>{valuesOf(filter, dimension, format)}</strong>
          </button>
        )}
        renderContent={({ onClose }) => (
          <FilterEditor
            dimension={dimension}
            filter={filter}
            suggest={suggest}
            onApply={(next) => {
              onChange(next);
              onClose();
            }}
          />
        )}
      />
      {/* translators: %s: a filter, such as “Country is Austria” */}
      <Button className="warp-chip-remove" size="small" icon={closeSmall} label={sprintf(__('Remove filter: %s', 'warp'), sentence)} showTooltip={false} onClick={() => onChange(undefined)} />
    </span>
  );
}

/** Beyond these a chip says how many. */
const VALUES_IN_CHIP = 2;

function valuesOf({ values }: Filter, { nameOf = (value) => value }: FilterDimension, format: Format): string {
  const names = values.map((value) => (value === '' ? __('(none)', 'warp') : nameOf(value)));
  if (names.length <= VALUES_IN_CHIP) return format.list(names, 'or');
  /* translators: 1: some values, 2: how many others */
  return sprintf(__('%1$s or %2$s others', 'warp'), names.slice(0, VALUES_IN_CHIP).join(', '), format.number(names.length - VALUES_IN_CHIP));
}

const sentenceOf = (filter: Filter, dimension: FilterDimension, format: Format): string =>
  `${dimension.name} ${operatorName(filter.operator)} ${format.list(
    filter.values.map((value) => dimension.nameOf?.(value) ?? value),
    'or',
  )}`;

function AddFilter({ dimensions, suggest, onAdd }: Pick<FilterBarProps, 'dimensions' | 'suggest'> & { readonly onAdd: (filter: Filter) => void }) {
  const [dimension, setDimension] = useState<FilterDimension>();
  return (
    <Dropdown
      popoverProps={POPOVER}
      onToggle={(isOpen) => !isOpen && setDimension(undefined)}
      renderToggle={({ isOpen, onToggle }) => (
        <Button className="warp-add-filter" size="compact" variant="tertiary" icon={plus} aria-expanded={isOpen} aria-haspopup="dialog" onClick={onToggle}>
          {__('Filter', 'warp')}
        </Button>
      )}
      renderContent={({ onClose }) =>
        dimension === undefined ? (
          <Dimensions dimensions={dimensions} onChoose={setDimension} />
        ) : (
          <FilterEditor
            dimension={dimension}
            suggest={suggest}
            onApply={(filter) => {
              if (filter !== undefined) onAdd(filter);
              onClose();
            }}
          />
        )
      }
    />
  );
}

const Dimensions = ({ dimensions, onChoose }: { dimensions: readonly FilterDimension[]; onChoose: (dimension: FilterDimension) => void }): ReactNode => (
  <div className="warp-filter-dimensions" role="dialog" aria-label={__('Filter by', 'warp')}>
    <p className="warp-filter-title">{__('Filter by', 'warp')}</p>
    {dimensions.map((dimension) => (
      <button key={dimension.id} type="button" onClick={() => onChoose(dimension)}>
        {dimension.name}
      </button>
    ))}
  </div>
);

const POPOVER = { placement: 'bottom-start', shift: true, inline: true, className: 'warp-filter-popover' } as const;
