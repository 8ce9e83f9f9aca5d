import { useState } from 'react';
import type { Gallery } from '../../gallery/gallery.js';
import type { FieldError } from '../api/types.js';
import type { CustomControl } from './Field.js';
import type { FieldSchema } from '../api/field-schema.js';
import { SchemaForm } from './SchemaForm.js';
import { SECRET_MASK, type Values } from './values.js';

/** One of every kind of field. */
const EVERY_KIND: FieldSchema = {
  type: 'object',
  required: ['measurement_id', 'api_secret', 'events', 'kind', 'account'],
  properties: {
    measurement_id: { type: 'string', title: 'Measurement ID', description: 'Admin › Data streams › your stream.', 'x-placeholder': 'G-XXXXXXXXXX' },
    api_secret: { type: 'string', title: 'API secret', writeOnly: true, format: 'password', description: 'The same page › Measurement Protocol API secrets.' },
    events: { type: 'array', title: 'Events', items: { type: 'string', 'x-control': 'select-site-event' }, minItems: 1, description: 'Names of events. Others are skipped.' },
    kind: { type: 'string', title: 'Kind of conversions', enum: ['upload_clicks', 'webpage'], 'x-enum-labels': { upload_clicks: 'Imported from clicks', webpage: 'Counted by the Google tag' }, default: 'upload_clicks' },
    mode: { title: 'Mode', 'x-control': 'radio', oneOf: [{ const: 'live', title: 'Live' }, { const: 'test', title: 'Test events only' }], default: 'live' },
    purposes: { type: 'array', title: 'Purposes', items: { type: 'string', enum: ['statistics', 'marketing'] }, default: ['marketing'] },
    limit: { type: 'integer', title: 'Most events an hour', minimum: 1, default: 1000 },
    note: { type: 'string', title: 'Note', 'x-control': 'textarea', maxLength: 2000 },
    debug: { type: 'boolean', title: 'Show events in DebugView', default: false, description: 'Only while you look at it.' },
    account: { type: 'string', title: 'Account', 'x-control': 'account' },
    server: {
      type: 'object',
      title: 'Server',
      description: 'Only if the platform gave you another one.',
      required: ['address'],
      properties: { address: { type: 'string', title: 'Address', format: 'uri', default: 'https://www.google-analytics.com' }, region: { type: 'string', title: 'Region', enum: ['eu', 'us'] } },
    },
    mappings: {
      type: 'array',
      title: 'Mappings',
      maxItems: 3,
      items: { type: 'object', title: 'mapping', required: ['from', 'to'], properties: { from: { type: 'string', title: 'Field' }, to: { type: 'string', title: 'Property' }, hash: { type: 'boolean', title: 'Hash it', default: true } } },
    },
  },
};

const Account: CustomControl = ({ control, value, onChange }) => (
  <select {...control} className="warp-input" value={typeof value === 'string' ? value : ''} onChange={({ target }) => onChange(target.value)}>
    <option value="">Choose …</option>
    <option value="a-1">Shop Ltd (a-1)</option>
  </select>
);

function Form({ values, errors = [], refuses = [] }: { values?: Values; errors?: readonly FieldError[]; refuses?: readonly FieldError[] }) {
  const [sent, setSent] = useState('');
  const [faults, setFaults] = useState(errors);
  return (
    <>
      <SchemaForm
        schema={EVERY_KIND}
        {...(values === undefined ? {} : { values })}
        errors={faults}
        errorPrefix="settings."
        controls={{ account: Account }}
        suggestions={{ 'select-site-event': ['page_view', 'purchase', 'sign_up'] }}
        submitLabel="Save"
        onCancel={() => undefined}
        onSubmit={(next) => {
          setSent(JSON.stringify(next));
          setFaults(refuses);
        }}
      />
      <code data-testid="sent" className="address">
        {sent}
      </code>
    </>
  );
}

const error = (field: string, message: string): FieldError => ({ field: `settings.${field}`, rule: 'pattern', message });

export const gallery: Gallery = {
  title: 'SchemaForm',
  examples: {
    new: () => <Form refuses={[error('server.address', 'An address begins with https://.'), error('measurement_id', 'A Measurement ID looks like G-ABC123DEF4.')]} />,
    'with errors': () => (
      <Form
        values={{ measurement_id: 'UA-1', api_secret: SECRET_MASK, events: ['purchase', 'not an event'], limit: 5, server: { address: 'nowhere' }, mappings: [{ from: 'email', to: '', hash: true }] }}
        errors={[
          error('measurement_id', 'A Measurement ID looks like G-ABC123DEF4.'),
          error('events.1', 'The name of an event has no spaces.'),
          error('server.address', 'An address begins with https://.'),
          error('mappings.0.to', 'Say which property it becomes.'),
          error('gone', 'The setting “gone” does not exist any more.'),
        ]}
      />
    ),
  },
};
