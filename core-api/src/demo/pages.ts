import { CURRENCY, type Product, PRODUCTS } from './catalogue.js';
import { escapeHtml, page } from './layout.js';

const money = (amount: number): string => new Intl.NumberFormat('en', { style: 'currency', currency: CURRENCY }).format(amount);

/** JSON that may stand inside a script element. */
const inScript = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

const picture = ({ name, colours: [ground, figure] }: Product): string =>
  `<svg viewBox="0 0 400 300" role="img" aria-label="${escapeHtml(name)}"><rect width="400" height="300" fill="${ground}"/><circle cx="200" cy="165" r="86" fill="${figure}"/><rect x="120" y="236" width="160" height="14" rx="7" fill="#000" opacity=".14"/></svg>`;

const itemOf = (product: Product): object => ({
  item_id: product.id,
  item_name: product.name,
  item_category: product.category,
  price: product.price,
  quantity: 1,
});

export const shopPage = (snippet: string): string =>
  page({
    title: 'Shop',
    snippet,
    main: `<h1>Good things for everyday</h1><p class="lead">Browse, fill the cart and buy: each step shows up on the dashboard a moment later.</p>
<div class="grid">${PRODUCTS.map(
      (product) =>
        `<a class="card" href="/demo/product/${product.id}">${picture(product)}<div><strong>${escapeHtml(product.name)}</strong><span>${money(product.price)}</span></div></a>`,
    ).join('')}</div>`,
    script: `warp('track','view_item_list',{item_list_name:'Shop',items:${inScript(PRODUCTS.map(itemOf))}})`,
  });

export const productPage = (snippet: string, product: Product): string =>
  page({
    title: product.name,
    snippet,
    main: `<div class="detail">${picture(product)}<div><p class="soft">${escapeHtml(product.category)}</p><h1>${escapeHtml(product.name)}</h1>
<p>${escapeHtml(product.text)}</p><p class="price">${money(product.price)}</p><button id="add">Add to cart</button></div></div>`,
    script: `const item=${inScript(itemOf(product))};
warp('track','view_item',{currency:'${CURRENCY}',value:item.price,items:[item]});
document.getElementById('add').onclick=()=>{const lines=cart.read();const line=lines.find((l)=>l.item_id===item.item_id);if(line)line.quantity++;else lines.push({...item});cart.write(lines);
warp('track','add_to_cart',{currency:'${CURRENCY}',value:item.price,items:[item]});document.getElementById('add').textContent='Added ✓'}`,
  });

const CART_TABLE = `const euros=(n)=>n.toLocaleString('en',{style:'currency',currency:'${CURRENCY}'});
function rows(lines){const table=document.getElementById('lines');table.replaceChildren();for(const line of lines){const row=table.insertRow();for(const text of [line.item_name,'× '+line.quantity,euros(line.price*line.quantity)])row.insertCell().textContent=text}
const total=table.insertRow();for(const text of ['Total','',euros(cart.value(lines))])total.insertCell().textContent=text}`;

export const cartPage = (snippet: string): string =>
  page({
    title: 'Cart',
    snippet,
    main: `<h1>Your cart</h1><p class="lead" id="empty" hidden>It is still empty. <a href="/demo">Find something nice</a>.</p>
<div id="full" hidden><table><tbody id="lines"></tbody></table><p><a class="button" href="/demo/checkout">Check out</a></p></div>`,
    script: `${CART_TABLE}
const lines=cart.read();document.getElementById(lines.length?'full':'empty').hidden=false;rows(lines);
if(lines.length)warp('track','view_cart',{currency:'${CURRENCY}',value:cart.value(lines),items:lines})`,
  });

export const checkoutPage = (snippet: string): string =>
  page({
    title: 'Check out',
    snippet,
    main: `<h1>Check out</h1><p class="lead">Made-up data is fine: it goes no further than this Warp, and is stored only as a hash.</p>
<form id="form"><label>Name<input name="name" autocomplete="name" value="Ada Example" required></label><label>E-mail<input name="email" type="email" autocomplete="email" value="ada@example.com" required></label><button>Buy now</button></form>`,
    script: `const lines=cart.read();
warp('track','begin_checkout',{currency:'${CURRENCY}',value:cart.value(lines),items:lines});
document.getElementById('form').onsubmit=(submit)=>{submit.preventDefault();const form=new FormData(submit.target);const [first,...rest]=form.get('name').trim().split(/\\s+/);
const order='D'+Date.now().toString(36).toUpperCase();
sessionStorage.setItem('demo-order',JSON.stringify({order,value:cart.value(lines),lines,user:{email:form.get('email'),first_name:first,last_name:rest.join(' ')}}));
cart.write([]);location.href='/demo/thanks'}`,
  });

export const thanksPage = (snippet: string, scriptId: string): string =>
  page({
    title: 'Thank you',
    snippet,
    main: `<h1>Thank you!</h1><p class="lead">Order <strong id="order">–</strong> is on its way to the dashboard. <a href="/demo">Shop on</a></p>`,
    // The order's own id makes a reloaded page count once.
    script: `const done=JSON.parse(sessionStorage.getItem('demo-order')||'null');
if(done){document.getElementById('order').textContent=done.order;
warp('track','purchase',{transaction_id:done.order,currency:'${CURRENCY}',value:done.value,items:done.lines},{event_id:'purchase:${scriptId}:'+done.order,user:done.user})}`,
  });
