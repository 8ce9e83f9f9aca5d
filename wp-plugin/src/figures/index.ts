import apiFetch from '@wordpress/api-fetch';
import { count } from '../../../admin-ui/src/format.js';

/**
 * Fills figures into pages that WordPress has drawn already: the list of posts, a post's box, the admin bar. The page never
 * waits for them, and a core that does not answer leaves a dash.
 */
interface Figures {
  readonly items: readonly { readonly path: string; readonly views: number; readonly visitors: number | null }[];
}

/** Elements by the path they want; the empty path stands for the whole site. */
const wanted = [...document.querySelectorAll<HTMLElement>('[data-warp-path]')];
const root = document.querySelector<HTMLElement>('[data-warp-root]')?.dataset['warpRoot'];

/** As many as the core takes in one question. */
const MOST = 100;

async function fill(): Promise<void> {
  if (root === undefined || wanted.length === 0) return;
  const paths = [...new Set(wanted.map(({ dataset }) => dataset['warpPath'] ?? ''))].slice(0, MOST);
  const query = paths.map((path) => `paths[]=${encodeURIComponent(path)}`).join('&');
  const { items } = await apiFetch<Figures>({ path: `${root}/paths?${query}` }).catch((): Figures => ({ items: [] }));
  const byPath = new Map(items.map((item) => [item.path, item]));
  for (const element of wanted) {
    const found = byPath.get(element.dataset['warpPath'] ?? '');
    const figure = element.dataset['warpFigure'] === 'visitors' ? found?.visitors : found?.views;
    // A large site’s core does not count visitors page by page.
    element.textContent = figure === undefined || figure === null ? '–' : count(figure);
  }
}

void fill();
