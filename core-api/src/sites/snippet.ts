/** Lets pages call `warp(…)` before the script is there. */
export const STUB = 'window.warp=window.warp||function(){(warp.q=warp.q||[]).push(arguments)}';

/**
 * What a site's owner puts into the `<head>` of their pages: the stub, and the script, which does not hold the page up.
 *
 * @param publicUrl without a trailing slash; empty: the page's own host
 */
export const snippetFor = (publicUrl: string, scriptId: string): string =>
  [`<script>${STUB}</script>`, `<script defer src="${publicUrl}/w/${scriptId}.js"></script>`].join('\n');
