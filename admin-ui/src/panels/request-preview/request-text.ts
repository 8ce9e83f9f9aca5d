import type { Preview, PreviewedRequest } from '../../api/deliveries.js';

/** A body to be read: JSON indented, a form a field a line, anything else as it is. */
export function bodyText({ body = '', headers = {} }: PreviewedRequest): string {
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true)
    return [...new URLSearchParams(body)].map(([name, value]) => `${name}=${value}`).join('\n');
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2);
  } catch {
    return body;
  }
}

/** What a destination would get, line by line, as it is compared. */
export function linesOf(preview: Preview): readonly string[] {
  switch (preview.is) {
    case 'request': {
      const { method, url, headers = {} } = preview.request;
      const body = bodyText(preview.request);
      return [`${method} ${url}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), ...(body === '' ? [] : ['', ...body.split('\n')])];
    }
    case 'item':
      return JSON.stringify(preview.item, undefined, 2).split('\n');
    case 'skip':
    case 'fault':
      return [preview.message];
  }
}
