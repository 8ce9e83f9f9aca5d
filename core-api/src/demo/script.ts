import { CURRENCY } from './catalogue.js';

/** The demonstration shop's script, served as /demo/shop.js: what a shop's own theme does, and its calls of `warp(…)`. */
export const SCRIPT = `'use strict';
const CURRENCY = ${JSON.stringify(CURRENCY)};
const { step, page } = document.body.dataset;
const data = JSON.parse(page);
const find = (id) => document.getElementById(id);
const money = (amount) => amount.toLocaleString('en', { style: 'currency', currency: CURRENCY });

const cart = {
  read: () => JSON.parse(localStorage.getItem('demo-cart') || '[]'),
  write(lines) {
    localStorage.setItem('demo-cart', JSON.stringify(lines));
    cart.show();
  },
  show() {
    const count = cart.read().reduce((sum, line) => sum + line.quantity, 0);
    find('count').textContent = count ? '(' + count + ')' : '';
  },
  value: (lines) => Math.round(lines.reduce((sum, line) => sum + line.price * line.quantity, 0) * 100) / 100,
};

const STEPS = {
  shop() {
    warp('track', 'view_item_list', { item_list_name: 'Shop', items: data.items });
  },

  product() {
    const { item } = data;
    warp('track', 'view_item', { currency: CURRENCY, value: item.price, items: [item] });
    find('add').onclick = () => {
      const lines = cart.read();
      const line = lines.find(({ item_id }) => item_id === item.item_id);
      if (line) line.quantity += 1;
      else lines.push({ ...item });
      cart.write(lines);
      warp('track', 'add_to_cart', { currency: CURRENCY, value: item.price, items: [item] });
      find('add').textContent = 'Added ✓';
    };
  },

  cart() {
    const lines = cart.read();
    find(lines.length ? 'full' : 'empty').hidden = false;
    const rows = lines.map((line) => [line.item_name, '× ' + line.quantity, money(line.price * line.quantity)]);
    for (const cells of [...rows, ['Total', '', money(cart.value(lines))]]) {
      const row = find('lines').insertRow();
      for (const cell of cells) row.insertCell().textContent = cell;
    }
    if (lines.length) warp('track', 'view_cart', { currency: CURRENCY, value: cart.value(lines), items: lines });
  },

  checkout() {
    const lines = cart.read();
    warp('track', 'begin_checkout', { currency: CURRENCY, value: cart.value(lines), items: lines });
    find('form').onsubmit = (submit) => {
      submit.preventDefault();
      const form = new FormData(submit.target);
      const [first, ...rest] = form.get('name').trim().split(/\\s+/);
      const user = { email: form.get('email'), first_name: first, last_name: rest.join(' ') };
      const order = 'D' + Date.now().toString(36).toUpperCase();
      sessionStorage.setItem('demo-order', JSON.stringify({ order, value: cart.value(lines), lines, user }));
      cart.write([]);
      location.href = '/demo/thanks';
    };
  },

  thanks() {
    const done = JSON.parse(sessionStorage.getItem('demo-order') || 'null');
    if (!done) return;
    find('order').textContent = done.order;
    const order = { transaction_id: done.order, currency: CURRENCY, value: done.value, items: done.lines };
    // The order's own id makes a reloaded page count once.
    warp('track', 'purchase', order, { event_id: 'purchase:' + data.script_id + ':' + done.order, user: done.user });
  },
};

cart.show();
STEPS[step]();
`;
