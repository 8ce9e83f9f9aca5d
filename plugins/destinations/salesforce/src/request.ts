import { jsonRequest, type HttpRequest } from '@warp/plugin-sdk';
import type { SalesforceRecord } from './record.js';
import type { SalesforceSettings } from './settings.js';
import type { ObjectName } from './standard-fields.js';

/** Without what a new record needs: changes those that are there, and is refused for the others. */
export const updateRequest = (records: readonly SalesforceRecord[], settings: SalesforceSettings): HttpRequest =>
  // Assignment rules apply to changed leads too unless told otherwise: every event would hand the lead to somebody else.
  upsertRequest(records, settings, ({ fields }) => fields, { 'sforce-auto-assign': 'FALSE' });

/** With everything; assignment rules apply. */
export const createRequest = (records: readonly SalesforceRecord[], settings: SalesforceSettings): HttpRequest =>
  upsertRequest(records, settings, ({ fields, whenNew, required }) => ({ ...required, ...whenNew, ...fields }));

function upsertRequest(
  records: readonly SalesforceRecord[],
  settings: SalesforceSettings,
  fieldsOf: (record: SalesforceRecord) => object,
  headers: Readonly<Record<string, string>> = {},
): HttpRequest {
  const { object, idField } = records[0]!;
  return jsonRequest(
    addressOf(settings, `composite/sobjects/${object}/${idField}`),
    { allOrNone: false, records: records.map((record) => ({ attributes: { type: object }, ...fieldsOf(record), [idField]: record.id })) },
    { method: 'PATCH', headers: { ...authorization(settings), ...headers } },
  );
}

export const queryRequest = (settings: SalesforceSettings, soql: string): HttpRequest => ({
  method: 'GET',
  url: addressOf(settings, `query?q=${encodeURIComponent(soql)}`),
  headers: authorization(settings),
});

export const deleteRequest = (settings: SalesforceSettings, object: ObjectName, id: string): HttpRequest => ({
  method: 'DELETE',
  url: addressOf(settings, `sobjects/${object}/${encodeURIComponent(id)}`),
  headers: authorization(settings),
});

const authorization = ({ access_token = '' }: SalesforceSettings) => ({ authorization: `Bearer ${access_token}` });

/** The address Salesforce named when it was connected, else the one the owner knows. */
const addressOf = ({ instance_url, my_domain, api_version }: SalesforceSettings, path: string): string =>
  `${(instance_url || my_domain).replace(/\/$/, '')}/services/data/v${api_version}/${path}`;
