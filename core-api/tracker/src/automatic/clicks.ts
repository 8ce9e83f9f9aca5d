import { config } from '../config.js';
import { record } from '../event.js';
import { listen } from '../quietly.js';
import { expectOwnPage } from '../queue.js';

const hostOf = ({ hostname }: { hostname: string }): string => hostname.replace(/^www\./, '');

/** Records clicks on links that lead to another host or to a file. Event and parameter names are GA4's. */
export function watchClicks(): void {
  listen<MouseEvent>(document, 'click auxclick', (event) => {
    const link = linkOf(event);
    if (!link) return;
    const { href: link_url, pathname, hostname: link_domain } = link;
    const [, file_name, file_extension = ''] = /([^/]+\.(\w+))$/.exec(pathname) ?? [];
    if (config.downloads.includes(file_extension.toLowerCase())) record('file_download', { file_name, file_extension, link_url });
    if (hostOf(link) === hostOf(location)) expectOwnPage();
    else if (config.outbound) record('click', { link_url, link_domain, outbound: true });
  });
}

/** The link under a click, through shadow roots too. The right button opens nothing. */
function linkOf(event: MouseEvent): HTMLAnchorElement | undefined {
  const link = event.composedPath().find((node): node is HTMLAnchorElement => node instanceof HTMLAnchorElement);
  return event.button < 2 && link && /^http/.test(link.protocol) ? link : undefined;
}
