import { CURRENCY, type Product, PRODUCTS } from './catalogue.js';
import { escapeHtml, page } from './layout.js';

const money = (amount: number): string => new Intl.NumberFormat('en', { style: 'currency', currency: CURRENCY }).format(amount);

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
    step: 'shop',
    data: { items: PRODUCTS.map(itemOf) },
  });

export const productPage = (snippet: string, product: Product): string =>
  page({
    title: product.name,
    snippet,
    main: `<div class="detail">${picture(product)}<div><p class="soft">${escapeHtml(product.category)}</p><h1>${escapeHtml(product.name)}</h1>
<p>${escapeHtml(product.text)}</p><p class="price">${money(product.price)}</p><button id="add">Add to cart</button></div></div>`,
    step: 'product',
    data: { item: itemOf(product) },
  });

export const cartPage = (snippet: string): string =>
  page({
    title: 'Cart',
    snippet,
    main: `<h1>Your cart</h1><p class="lead" id="empty" hidden>It is still empty. <a href="/demo">Find something nice</a>.</p>
<div id="full" hidden><table><tbody id="lines"></tbody></table><p><a class="button" href="/demo/checkout">Check out</a></p></div>`,
    step: 'cart',
  });

export const checkoutPage = (snippet: string): string =>
  page({
    title: 'Check out',
    snippet,
    main: `<h1>Check out</h1><p class="lead">Made-up data is fine: it goes no further than this Warp, and is stored only as a hash.</p>
<form id="form"><label>Name<input name="name" autocomplete="name" value="Ada Example" required></label><label>E-mail<input name="email" type="email" autocomplete="email" value="ada@example.com" required></label><button>Buy now</button></form>`,
    step: 'checkout',
  });

export const thanksPage = (snippet: string, scriptId: string): string =>
  page({
    title: 'Thank you',
    snippet,
    main: `<h1>Thank you!</h1><p class="lead">Order <strong id="order">–</strong> is on its way to the dashboard. <a href="/demo">Shop on</a></p>`,
    step: 'thanks',
    data: { script_id: scriptId },
  });
