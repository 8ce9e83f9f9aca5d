import { policyHash } from '../../http/content-security-policy.js';
import { escaped } from '../../http/html.js';

/** What a person reads after the vendor has sent them back. */
export interface Result {
  readonly title: string;
  readonly sentence: string;
  /** Where the destination is, when it is known. */
  readonly siteId: string | undefined;
}

const STYLE = `
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#f6f7f9, #101317); color: light-dark(#16191d, #eef0f3); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 30rem; margin: 1rem; padding: 2rem; border: 1px solid light-dark(#dfe3e8, #2b3138); border-radius: 14px; background: light-dark(#fff, #181c21); }
h1 { margin: 0 0 .5rem; font-size: 1.3rem; line-height: 1.3; overflow-wrap: anywhere; }
p { margin: 0 0 1.25rem; }
a { color: light-dark(#2145e6, #8fa6ff); font-weight: 600; }
`;

/** What the page may do: show its own style, and nothing else. */
export const RESULT_PAGE_POLICY = `default-src 'none'; style-src ${policyHash(STYLE)}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** A page of its own, without scripts or anything from elsewhere: the browser comes here from the vendor, maybe in a window opened by wp-admin. */
export const resultPage = ({ title, sentence, siteId }: Result): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${escaped(title)} · Warp</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
<p>${escaped(sentence)}</p>
<a href="${siteId === undefined ? '/' : `/sites/${encodeURIComponent(siteId)}`}">${siteId === undefined ? 'Open Warp' : 'Back to the site'}</a>
</main>
</body>
</html>
`;
