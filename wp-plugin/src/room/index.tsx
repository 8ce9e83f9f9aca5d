import { mount } from '../site/mount.js';
import { Room } from './Room.js';

mount('room', () => <Room />);
