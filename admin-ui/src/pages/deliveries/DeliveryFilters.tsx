import { SelectControl } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import type { DeadLetterGroup, DestinationFigures } from '../../api/deliveries.js';

export const FILTERS = ['site_id', 'destination_id', 'reason'] as const;

/** What is looked at; empty: everything. */
export type Filter = { readonly [Name in (typeof FILTERS)[number]]: string };

export interface DeliveryFiltersProps {
  readonly destinations: readonly DestinationFigures[];
  readonly groups: readonly DeadLetterGroup[];
  readonly filter: Filter;
  readonly onChange: (name: keyof Filter, value: string) => void;
}

/** Narrows deliveries down to a site, a destination and a reason of failing. Only what there is can be chosen. */
export function DeliveryFilters({ destinations, groups, filter, onChange }: DeliveryFiltersProps) {
  const ofSite = destinations.filter(({ site_id }) => filter.site_id === '' || site_id === filter.site_id);
  const choices: readonly (readonly [name: keyof Filter, label: string, none: string, values: readonly (readonly [value: string, text: string])[]])[] = [
    ['site_id', __('Site', 'warp'), __('All sites', 'warp'), destinations.map(({ site_id, site_name }) => [site_id, site_name])],
    ['destination_id', __('Destination', 'warp'), __('All destinations', 'warp'), ofSite.map(({ destination_id, name }) => [destination_id, name])],
    ['reason', __('Reason', 'warp'), __('All reasons', 'warp'), groups.map(({ reason, sentence }) => [reason, sentence])],
  ];
  return (
    <div className="filters">
      {choices.map(([name, label, none, values]) => (
        <SelectControl
          key={name}
          __nextHasNoMarginBottom
          __next40pxDefaultSize
          hideLabelFromVision
          label={label}
          value={filter[name]}
          options={[{ value: '', label: none }, ...[...new Map(values)].map(([value, text]) => ({ value, label: text }))]}
          onChange={(value) => onChange(name, value)}
        />
      ))}
    </div>
  );
}

/** Another site has other destinations. */
export function withFilter(query: URLSearchParams, name: keyof Filter, value: string): URLSearchParams {
  const next = new URLSearchParams(query);
  if (name === 'site_id') next.delete('destination_id');
  if (value === '') next.delete(name);
  else next.set(name, value);
  return next;
}
