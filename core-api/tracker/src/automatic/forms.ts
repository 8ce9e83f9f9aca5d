import { config } from '../config.js';
import { record } from '../event.js';
import { listen } from '../quietly.js';

/** Records that a form was sent and where to: never what was typed into it, nor a query that might repeat it. */
export function watchForms(): void {
  listen('submit', ({ target }) => {
    if (!config.forms) return;
    const form = target as HTMLFormElement;
    // A field called "action" or "name" hides the form's own property, an attribute cannot be hidden.
    const attribute = (name: string): string => form.getAttribute(name) ?? '';
    record('form_submit', {
      form_id: attribute('id'),
      form_name: attribute('name'),
      form_destination: new URL(attribute('action'), location.href).href.replace(/[?#].*/, ''),
    });
  });
}
