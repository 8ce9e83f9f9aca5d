import { config } from '../config.js';
import { record } from '../event.js';
import { listen } from '../quietly.js';
import { expectOwnPage } from '../queue.js';

/** The file's name and extension at the end of a link's path. */
const DOWNLOAD = new RegExp(`([^/]+\\.(${config.downloads}))$`, 'i');

const hostOf = ({ hostname }: { hostname: string }): string => hostname.replace(/^www\./, '');

/** Records clicks on links that lead to another host or to a file. Event and parameter names are GA4's. */
export function watchClicks(): void {
  listen<MouseEvent>('click auxclick', (event) => {
    // Also through shadow roots. Only links have a host name, and those to mail or telephone have an empty one.
    const link = event.composedPath().find((node) => (node as HTMLAnchorElement).hostname) as HTMLAnchorElement | undefined;
    // The right button opens nothing.
    if (!link || event.button > 1) return;
    const { href: link_url, pathname, hostname: link_domain } = link;
    const [, file_name, file_extension] = (config.downloads && DOWNLOAD.exec(pathname)) || [];
    if (file_name) record('file_download', { file_name, file_extension, link_url });
    if (hostOf(link) === hostOf(location)) expectOwnPage();
    else if (config.outbound) record('click', { link_url, link_domain, outbound: true });
  });
}
