import type { Gallery } from '../../../gallery/gallery.js';
import { Skeleton } from './Skeleton.js';

export const gallery: Gallery = {
  title: 'Skeleton',
  examples: {
    text: () => <Skeleton shape="text" />,
    rows: () => <Skeleton shape="rows" />,
    chart: () => <Skeleton shape="chart" height={160} />,
    figure: () => <Skeleton shape="figure" />,
  },
};
