/**
 * Takes people's data and secrets out of addresses before the tracker sees them, as PHP and the core do
 * (includes/Proxy/Endpoint/PrivateParameters.php): an order's key opens the order, a reset key the account.
 */

const privateNames = new Set([...site.private.names, ...site.private.pages]);
const privateTexts = new RegExp(site.private.patterns.join('|'), 'gi');
const privatePages = new RegExp(`/(${site.private.pages.map((page) => page.replace(/[^\w-]/g, '\\$&')).join('|')})/[^?#]+`, 'g');

function isPrivate(name) {
  let plain = name;
  try {
    plain = decodeURIComponent(name);
  } catch {
    // It stands as it is.
  }
  plain = plain.toLowerCase();
  return privateNames.has((/\[([^[\]]+)\](?:\[\d*\])*$/.exec(plain)?.[1] ?? plain).replace(/\[\d*\]$/, ''));
}

window[site.api].url = (address) =>
  address
    .replace(privatePages, '/$1/')
    .replace(/([?&;]|&amp;)([^=&;#]+)=([^&;#]*)/g, (found, before, name, value) => (value && isPrivate(name) ? `${before}${name}=${site.private.replacement}` : found))
    .replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#@]*@/i, '$1')
    .replace(privateTexts, site.private.replacement);
