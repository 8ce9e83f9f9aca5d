import type { FastifyInstance, FastifyReply } from 'fastify';
import { findProduct } from './catalogue.js';
import { cartPage, checkoutPage, productPage, shopPage, thanksPage } from './pages.js';
import { SCRIPT } from './script.js';
import { STYLE } from './style.js';

/** The demonstration shop's pages under /demo. */
export async function demoShop(scope: FastifyInstance, options: { snippet: string; scriptId: string }): Promise<void> {
  const { snippet, scriptId } = options;
  const html = (reply: FastifyReply, body: string): FastifyReply => reply.type('text/html; charset=utf-8').send(body);
  scope.get('/demo/shop.js', (_request, reply) => reply.type('text/javascript; charset=utf-8').header('cache-control', 'no-cache').send(SCRIPT));
  scope.get('/demo/shop.css', (_request, reply) => reply.type('text/css; charset=utf-8').header('cache-control', 'no-cache').send(STYLE));
  scope.get('/demo', (_request, reply) => html(reply, shopPage(snippet)));
  scope.get('/demo/cart', (_request, reply) => html(reply, cartPage(snippet)));
  scope.get('/demo/checkout', (_request, reply) => html(reply, checkoutPage(snippet)));
  scope.get('/demo/thanks', (_request, reply) => html(reply, thanksPage(snippet, scriptId)));
  scope.get<{ Params: { id: string } }>('/demo/product/:id', (request, reply) => {
    const product = findProduct(request.params.id);
    return product === undefined ? reply.redirect('/demo') : html(reply, productPage(snippet, product));
  });
}
