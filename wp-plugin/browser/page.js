/** Records what the server knows of this page, such as a search or a product that is looked at. */

for (const [type, parameters, options] of page.e || []) tell('track', type, parameters, options);
