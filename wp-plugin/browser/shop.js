/**
 * Records what happens to the cart, and the steps of the checkout.
 *
 * Changes of the cart come from the server: the response that made a change says so in its Server-Timing header, whichever
 * script of the shop asked for it. So each change is told once and with the price that the shop took. Browsers give the
 * header to scripts on https pages only (developer.mozilla.org/docs/Web/API/PerformanceResourceTiming/serverTiming).
 */

/** The header's text: JSON in UTF-8, base64url. */
function readChange(text) {
  const bytes = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(bytes, (character) => character.charCodeAt(0))));
}

function recordChanges({ serverTiming = [] }) {
  for (const { name, description } of serverTiming) {
    if (name !== site.mark) continue;
    try {
      tell('track', ...readChange(description));
    } catch {
      // Cut or changed on its way: one change is lost, the page goes on.
    }
  }
}

try {
  new PerformanceObserver((list) => list.getEntries().forEach(recordChanges)).observe({ type: 'resource', buffered: true });
} catch {
  // A browser without it.
}

const isTold = {};

/** A step of the checkout, once each time the page is opened. */
function recordStep(type, parameter, value) {
  if (isTold[type]) return;
  isTold[type] = true;
  tell('track', type, { ...page.c, ...(value && { [parameter]: value }) });
}
const recordShipping = (method) => recordStep('add_shipping_info', 'shipping_tier', method);
const recordPayment = (method) => recordStep('add_payment_info', 'payment_type', method);

const chosen = (name) => (document.querySelector(`[name^="${name}"]:checked, [name^="${name}"][type="hidden"]`) || {}).value;

if (page.c) {
  // The checkout of the shortcode.
  document.addEventListener('change', ({ target }) => {
    if (/^shipping_method/.test(target.name)) recordShipping(target.value);
    if (target.name === 'payment_method') recordPayment(target.value);
  });
  document.addEventListener(
    'submit',
    ({ target }) => {
      if (!target.matches('form.checkout')) return;
      if (page.s) recordShipping(chosen('shipping_method'));
      recordPayment(chosen('payment_method'));
    },
    true,
  );
  whenLoaded(() => {
    // The checkout block (github.com/woocommerce/woocommerce, "Checkout events"): its form is no <form> that is sent.
    const on = (event, react) =>
      window.wp?.hooks?.addAction(`experimental__woocommerce_blocks-checkout-${event}`, site.island, react);
    on('set-selected-shipping-rate', ({ shippingRateId }) => recordShipping(shippingRateId));
    on('set-active-payment-method', ({ paymentMethodSlug, value }) => recordPayment(paymentMethodSlug || value));
    on('submit', ({ storeCart }) => {
      const rates = (storeCart?.shippingRates || []).flatMap(({ shipping_rates }) => shipping_rates);
      if (page.s) recordShipping(rates.find(({ selected }) => selected)?.rate_id);
      recordPayment(window.wp.data?.select('wc/store/payment')?.getActivePaymentMethod());
    });
  });
}

/** When also the scripts have run that come after this one. */
function whenLoaded(work) {
  if (document.readyState === 'complete') work();
  else addEventListener('load', work);
}
