import { useState } from 'react';
import type { Gallery } from '../../../gallery/gallery.js';
import { Tile, Tiles } from './Tile.js';

const VISITORS = { unit: 'count', better: 'more' } as const;
const BOUNCE_RATE = { unit: 'rate', better: 'less' } as const;
const DURATION = { unit: 'duration', better: 'more' } as const;
const REVENUE = { unit: 'money', better: 'more' } as const;

function Switch() {
  const [chosen, choose] = useState('Visitors');
  return (
    <Tiles>
      <Tile label="Visitors" value={12_432} before={10_120} measure={VISITORS} pressed={chosen === 'Visitors'} onPress={() => choose('Visitors')} />
      <Tile label="Bounce rate" value={0.412} before={0.463} samples={{ now: 15_200, before: 12_800 }} measure={BOUNCE_RATE} pressed={chosen === 'Bounce rate'} onPress={() => choose('Bounce rate')} />
      <Tile label="Average visit" value={185} before={201} measure={DURATION} pressed={chosen === 'Average visit'} onPress={() => choose('Average visit')} />
      <Tile label="Revenue" value={48_930.5} before={41_200} measure={REVENUE} pressed={chosen === 'Revenue'} onPress={() => choose('Revenue')} />
    </Tiles>
  );
}

export const gallery: Gallery = {
  title: 'Tile',
  examples: {
    'choosing the chart': Switch,
    changes: () => (
      <Tiles>
        <Tile label="No comparison" value={1_204} measure={VISITORS} />
        <Tile label="New" value={312} before={0} measure={VISITORS} />
        <Tile label="Too few" value={9} before={4} measure={VISITORS} />
        <Tile label="The same" value={512} before={512} measure={VISITORS} />
        <Tile label="As chance makes it" value={1_020} before={1_000} measure={VISITORS} />
        <Tile label="No data" value={null} before={null} measure={VISITORS} />
        <Tile label="None" value={0} before={64} measure={VISITORS} />
        <Tile label="A long name that does not fit on one line" value={1_234_567} before={1_100_000} measure={VISITORS} />
      </Tiles>
    ),
    loading: () => (
      <Tiles>
        <Tile label="Visitors" value={undefined} measure={VISITORS} loading />
        <Tile label="Revenue" value={undefined} measure={REVENUE} loading onPress={() => undefined} />
      </Tiles>
    ),
  },
};
