import type { Gallery } from '../../../gallery/gallery.js';
import { FormField } from './FormField.js';

export const gallery: Gallery = {
  title: 'FormField',
  examples: {
    plain: () => <FormField label="Name">{(control) => <input className="warp-input" {...control} />}</FormField>,
    'required, with help': () => (
      <FormField label="Measurement ID" help="You find it under Admin › Data streams › your stream." required>
        {(control) => <input className="warp-input" placeholder="G-XXXXXXXXXX" {...control} />}
      </FormField>
    ),
    'with an error': () => (
      <FormField label="Measurement ID" help="You find it under Admin › Data streams › your stream." error="A Measurement ID looks like G-ABC123DEF4." required>
        {(control) => <input className="warp-input" defaultValue="UA-1234" {...control} />}
      </FormField>
    ),
    inline: () => (
      <FormField label="Send the visitor’s IP address" help="Only with marketing consent." inline>
        {(control) => <input type="checkbox" {...control} />}
      </FormField>
    ),
    'not to be changed': () => <FormField label="Domain">{(control) => <input className="warp-input" disabled value="shop.example" readOnly {...control} />}</FormField>,
  },
};
