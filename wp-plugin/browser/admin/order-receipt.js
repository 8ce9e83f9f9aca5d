/** Fills the box on an order's screen with what the server makes of it. */
for (const box of document.querySelectorAll('[data-warp-receipt]')) {
  fetch(box.dataset.warpReceipt, { credentials: 'same-origin' })
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(`HTTP ${answer.status}`))))
    .then(
      (html) => {
        box.innerHTML = html;
      },
      (error) => {
        box.textContent = error.message;
      },
    );
}
