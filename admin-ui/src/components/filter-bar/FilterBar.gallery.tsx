import { useState } from 'react';
import { useFormat } from '../../format/FormatProvider.js';
import type { Gallery } from '../../../gallery/gallery.js';
import { readFilters, writeFilters } from './filter-address.js';
import { FilterBar, type FilterDimension } from './FilterBar.js';
import type { SuggestValues } from './FilterEditor.js';
import type { Filter } from './filters.js';

const COUNTRIES = { DE: 5_210, AT: 1_902, CH: 844, FR: 230, LI: 0 } as const;
const PAGES = ['/', '/pricing', '/blog/server-side-tracking', '/blog/consent', '/checkout'];

const suggest: SuggestValues = async (dimension, search) =>
  dimension === 'country'
    ? Object.entries(COUNTRIES)
        .filter(([code]) => code.toLowerCase().includes(search.toLowerCase()))
        .map(([value, count]) => ({ value, count }))
    : PAGES.filter((page) => page.includes(search)).map((value, index) => ({ value, count: 900 - index * 130 }));

const failing: SuggestValues = async () => {
  throw new Error('The values could not be loaded.');
};

function Bar({ from, fails = false }: { from: readonly Filter[]; fails?: boolean }) {
  const { country } = useFormat();
  const [search, setSearch] = useState(() => writeFilters('', from));
  const dimensions: readonly FilterDimension[] = [
    { id: 'country', name: 'Country', nameOf: country },
    { id: 'page', name: 'Page' },
    { id: 'campaign', name: 'Campaign' },
  ];
  const { filters } = readFilters(search, dimensions.map(({ id }) => id));
  return (
    <>
      <FilterBar filters={filters} dimensions={dimensions} suggest={fails ? failing : suggest} onChange={(next) => setSearch(writeFilters(search, next))} />
      <code data-testid="address" className="address">
        {search}
      </code>
    </>
  );
}

export const gallery: Gallery = {
  title: 'FilterBar',
  examples: {
    'no filter': () => <Bar from={[]} />,
    'several filters': () => (
      <Bar
        from={[
          { dimension: 'country', operator: 'is', values: ['DE', 'AT'] },
          { dimension: 'page', operator: 'contains', values: ['/blog'] },
          { dimension: 'campaign', operator: 'is_not', values: ['summer', 'winter', 'spring', 'autumn'] },
        ]}
      />
    ),
    'no suggestions': () => <Bar from={[{ dimension: 'page', operator: 'is', values: ['/a/very/long/path/that/no/chip/and/no/phone/has/the/room/to/show/as/a/whole/because/it/goes/on'] }]} fails />,
  },
};
