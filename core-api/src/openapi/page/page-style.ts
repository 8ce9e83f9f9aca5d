import { policyHash } from '../../http/content-security-policy.js';

/** Written into the page, so that it needs nothing else. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --paper: light-dark(#fff, #14171b); --back: light-dark(#f6f7f9, #0e1114); --ink: light-dark(#16191d, #eef0f3); --soft: light-dark(#596170, #9aa3b0); --line: light-dark(#e1e5ea, #2a3037); --link: light-dark(#2145e6, #8fa6ff); --code: light-dark(#f0f2f5, #1d2228); }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--back); color: var(--ink); font: 15px/1.55 system-ui, sans-serif; }
a { color: var(--link); text-decoration: none; }
a:hover { text-decoration: underline; }
code { font: .87em/1.4 ui-monospace, SFMono-Regular, Menlo, monospace; overflow-wrap: anywhere; }
p code, td code { padding: .1em .3em; border-radius: 4px; background: var(--code); }
.page { display: grid; grid-template-columns: 15rem minmax(0, 1fr); max-width: 78rem; margin: 0 auto; }
nav { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow: auto; padding: 2rem 1rem 2rem 1.5rem; }
nav ul { margin: 0; padding: 0; list-style: none; }
nav a { display: block; padding: .2rem .6rem; border-radius: 6px; color: var(--soft); }
nav a:hover { background: var(--code); color: var(--ink); text-decoration: none; }
main { min-width: 0; padding: 2rem 1.5rem 6rem; }
h1 { margin: 0 0 .25rem; font-size: 1.9rem; line-height: 1.2; letter-spacing: -.02em; }
h2 { margin: 2.75rem 0 .75rem; font-size: 1.25rem; }
h3 { margin: 1.25rem 0 .5rem; color: var(--soft); font-size: .78rem; font-weight: 600; letter-spacing: .04em; text-transform: uppercase; }
.lead { margin: 0; color: var(--soft); }
details { border: 1px solid var(--line); background: var(--paper); }
details + details { border-top: 0; }
details:first-of-type { border-radius: 10px 10px 0 0; }
details:last-of-type { border-radius: 0 0 10px 10px; }
details:only-of-type { border-radius: 10px; }
summary { display: grid; grid-template-columns: 4rem minmax(0, 1fr); gap: .1rem .75rem; align-items: baseline; padding: .6rem 1rem; cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; }
summary:hover { background: var(--code); }
summary .said { grid-column: 2; color: var(--soft); font-size: .9rem; }
summary > code { font-weight: 600; }
summary:focus-visible, a:focus-visible { outline: 2px solid var(--link); outline-offset: -2px; }
.method { padding: .05rem .4rem; border-radius: 5px; text-align: center; font: 600 .7rem/1.6 ui-monospace, SFMono-Regular, Menlo, monospace; }
.get { background: light-dark(#e3eefc, #17304f); color: light-dark(#0b4a99, #9cc4fb); }
.post { background: light-dark(#e0f4e7, #143522); color: light-dark(#0c6130, #86d7a4); }
.put { background: light-dark(#fdf0d8, #3b2c0d); color: light-dark(#7d5200, #efc36b); }
.delete { background: light-dark(#fde6e6, #441a1c); color: light-dark(#a01822, #f7a1a6); }
.inside { padding: 0 1rem 1rem; border-top: 1px solid var(--line); }
.schema { padding: .9rem 1rem 1rem; border: 1px solid var(--line); border-radius: 10px; background: var(--paper); }
.schema + .schema { margin-top: .75rem; }
.schema:target { border-color: var(--link); }
.schema > strong { display: block; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: .9rem; }
th { padding: .3rem .75rem .3rem 0; color: var(--soft); font-weight: 500; text-align: left; }
td { padding: .4rem .75rem .4rem 0; border-top: 1px solid var(--line); vertical-align: top; }
td:first-child { width: 30%; white-space: nowrap; }
td:nth-child(2) { width: 28%; }
.none { color: var(--soft); }
@media (max-width: 48rem) {
  .page { display: block; }
  nav { position: static; max-height: none; padding: 1.25rem 1rem 0; }
  nav ul { display: flex; flex-wrap: wrap; gap: .15rem; }
  main { padding: 1.5rem 1rem 4rem; }
  summary { grid-template-columns: 3.6rem minmax(0, 1fr); padding: .6rem .75rem; }
  td:first-child { white-space: normal; min-width: 8rem; }
}
`;

/** What the page may do: show its own style, and nothing else. */
export const PAGE_POLICY = `default-src 'none'; style-src ${policyHash(PAGE_STYLE)}; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`;
