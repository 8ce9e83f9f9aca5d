import { mount } from '../site/mount.js';
import { Glance } from './Glance.js';

mount('glance', (site) => <Glance site={site} />);
