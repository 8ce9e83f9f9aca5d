/** Text made safe for HTML, attributes included. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/**
 * A page of the shop. It carries no script or style inside but the snippet, as any page that keeps to a strict policy.
 *
 * @param step which part of shop.js the page is; `data` is handed to it
 */
export function page(options: { title: string; snippet: string; main: string; step: string; data?: unknown }): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>${escapeHtml(options.title)} · Harbour Goods</title>
<link rel="stylesheet" href="/demo/shop.css">
${options.snippet}
<script defer src="/demo/shop.js"></script>
</head>
<body data-step="${escapeHtml(options.step)}" data-page="${escapeHtml(JSON.stringify(options.data ?? {}))}">
<header><a class="name" href="/demo">Harbour Goods</a><nav><a href="/demo">Shop</a><a href="/demo/cart">Cart <span id="count"></span></a></nav></header>
<main>${options.main}</main>
<footer>A demonstration shop. Nothing is sold, nothing is charged; every click is tracked by this Warp.</footer>
</body>
</html>`;
}
