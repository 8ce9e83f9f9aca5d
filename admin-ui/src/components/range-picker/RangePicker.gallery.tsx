import { useState } from 'react';
import type { Gallery } from '../../../gallery/gallery.js';
import { DEFAULT_RANGE, type RangeState } from './range.js';
import { readRange, writeRange } from './range-address.js';
import { RangePicker } from './RangePicker.js';

/** 23:30 UTC on 27 November: in Berlin it is the 28th. */
const NOW = Date.parse('2026-11-27T23:30:00Z');

function Picker({ from }: { from: RangeState }) {
  const [address, setAddress] = useState(() => writeRange(new URLSearchParams(), from).toString());
  return (
    <>
      <RangePicker now={NOW} state={readRange(new URLSearchParams(address)).state} onChange={(state) => setAddress(writeRange(new URLSearchParams(address), state).toString())} />
      <code data-testid="address">?{address}</code>
    </>
  );
}

export const gallery: Gallery = {
  title: 'RangePicker',
  examples: {
    usual: () => <Picker from={DEFAULT_RANGE} />,
    compared: () => <Picker from={{ range: { is: 'preset', preset: 'month' }, comparison: { is: 'previous_year', align: 'weekday' } }} />,
    'days of one’s own': () => <Picker from={{ range: { is: 'days', from: '2026-03-23', to: '2026-03-29' }, comparison: { is: 'off' } }} />,
    'all time': () => <Picker from={{ range: { is: 'preset', preset: 'all' }, comparison: { is: 'off' } }} />,
  },
};
