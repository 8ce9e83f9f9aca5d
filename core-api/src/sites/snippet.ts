/**
 * What a site's owner puts into the `<head>` of their pages. The first line lets pages call `warp(…)` before the script is
 * there; the second loads it without holding the page up.
 *
 * @param publicUrl without a trailing slash; empty: the page's own host
 */
export const snippetFor = (publicUrl: string, scriptId: string): string =>
  [
    '<script>window.warp=window.warp||function(){(warp.q=warp.q||[]).push(arguments)}</script>',
    `<script defer src="${publicUrl}/w/${scriptId}.js"></script>`,
  ].join('\n');
