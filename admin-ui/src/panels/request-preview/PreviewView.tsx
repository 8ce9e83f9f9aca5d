import { __ } from '@wordpress/i18n';
import type { Preview, PreviewedRequest } from '../../api/deliveries.js';
import { bodyText, linesOf } from './request-text.js';

/** What a destination would get for an event, or why it gets nothing. */
export function PreviewView({ preview }: { preview: Preview }) {
  switch (preview.is) {
    case 'request':
      return <Request request={preview.request} />;
    case 'item':
      return (
        <div className="request">
          <p className="soft">{__('This destination sends by itself. It would be given:', 'warp')}</p>
          <pre className="code-block">{linesOf(preview).join('\n')}</pre>
        </div>
      );
    case 'skip':
      return (
        <div className="notice">
          <b>{__('It is left out.', 'warp')}</b> {preview.message}
        </div>
      );
    case 'fault':
      return (
        <div className="notice bad" role="alert">
          {preview.message}
        </div>
      );
  }
}

function Request({ request }: { request: PreviewedRequest }) {
  const headers = Object.entries(request.headers ?? {});
  const body = bodyText(request);
  return (
    <div className="request">
      <div className="request-line">
        <span className="method">{request.method}</span>
        <code>{request.url}</code>
      </div>
      {headers.length > 0 && (
        <dl className="headers">
          {headers.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {body !== '' && <pre className="code-block">{body}</pre>}
    </div>
  );
}
