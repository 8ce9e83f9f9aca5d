/** The demonstration shop's style, served as /demo/shop.css. */
export const STYLE = `:root{--ink:#20242c;--soft:#6b7280;--line:#e5e7eb;--paper:#fff;--ground:#f7f6f3;--brand:#1f5f7a;--brand-ink:#fff}
@media (prefers-color-scheme:dark){:root{--ink:#eceef2;--soft:#9aa3b2;--line:#2e3440;--paper:#1b1f27;--ground:#13161c;--brand:#6fb3d1;--brand-ink:#0e1a21}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",sans-serif}
a{color:inherit}
header{display:flex;align-items:center;gap:24px;padding:18px clamp(16px,5vw,56px);background:var(--paper);border-bottom:1px solid var(--line)}
header .name{font-weight:700;font-size:19px;letter-spacing:-.01em;text-decoration:none}
nav{display:flex;gap:18px;margin-left:auto}
nav a{text-decoration:none;color:var(--soft)}
nav a:hover{color:var(--ink)}
main{max-width:1080px;margin:0 auto;padding:clamp(24px,5vw,56px) clamp(16px,5vw,56px)}
h1{font-size:clamp(26px,4vw,38px);line-height:1.15;letter-spacing:-.02em;margin:0 0 8px}
.lead{color:var(--soft);margin:0 0 32px;max-width:56ch}
.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(240px,100%),1fr));gap:20px}
.card{background:var(--paper);border:1px solid var(--line);border-radius:14px;overflow:hidden;text-decoration:none;display:block;transition:transform .15s,box-shadow .15s}
.card:hover{transform:translateY(-2px);box-shadow:0 10px 30px rgb(0 0 0/.08)}
.card svg,.detail svg{display:block;width:100%;height:auto}
.card div{padding:14px 16px 16px}
.card strong,.card span{display:block}
.card span,.soft{color:var(--soft)}
.detail{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:40px;align-items:center}
.detail svg{border-radius:16px}
@media (max-width:720px){.detail{grid-template-columns:1fr;gap:24px}header{gap:12px}}
.price{font-size:24px;font-weight:600;font-variant-numeric:tabular-nums;margin:12px 0 20px}
button,.button{font:inherit;font-weight:600;border:0;border-radius:10px;padding:12px 20px;min-height:44px;background:var(--brand);color:var(--brand-ink);cursor:pointer;text-decoration:none;display:inline-block}
button:focus-visible,a:focus-visible,input:focus-visible{outline:3px solid var(--brand);outline-offset:2px}
table{width:100%;border-collapse:collapse;background:var(--paper);border:1px solid var(--line);border-radius:14px;overflow:hidden}
td,th{padding:14px 16px;text-align:left;border-bottom:1px solid var(--line)}
tr:last-child td{border-bottom:0}
td:last-child,th:last-child{text-align:right;font-variant-numeric:tabular-nums}
form{display:grid;gap:16px;max-width:420px}
label{display:grid;gap:6px;font-weight:500}
input{font:inherit;padding:11px 12px;border:1px solid var(--line);border-radius:10px;background:var(--paper);color:inherit}
.notice{padding:12px 16px;background:var(--paper);border:1px solid var(--line);border-radius:12px;margin:0 0 28px}
footer{color:var(--soft);text-align:center;padding:24px}
`;
