import { useState } from 'react';
import type { Gallery } from '../../../gallery/gallery.js';
import { Fault } from './Fault.js';

function Retry() {
  const [tries, setTries] = useState(0);
  return <Fault title="The sources could not be loaded." message={`The Warp server did not answer within 30 seconds.${tries > 0 ? ` Tried again: ${tries}.` : ''}`} code="timeout · req_01JDK3" onRetry={() => setTries(tries + 1)} />;
}

export const gallery: Gallery = {
  title: 'Fault',
  examples: {
    'with a way on': Retry,
    'trying again': () => <Fault message="The Warp server cannot be reached." onRetry={() => undefined} retrying />,
    'without one': () => <Fault title="This report is too large." message="More than 10 million rows would have to be read. Choose a shorter range." />,
  },
};
