import type { OpenAPIObject } from '@nestjs/swagger';
import { escaped } from '../../http/html.js';
import { type Route, routesIn, type Schema } from '../operations.js';
import { PAGE_STYLE } from './page-style.js';
import { contentHtml, prose, row, schemaHtml, table } from './schema-html.js';

/** The document as a page for people: no script, and nothing from elsewhere. */
export function documentPage(document: OpenAPIObject): string {
  const { title, version, description = '' } = document.info;
  const sections = [...Map.groupBy(routesIn(document), ({ operation }) => operation.tags?.[0] ?? 'Other')].sort(([one], [other]) => one.localeCompare(other, 'en'));
  const schemas = Object.entries((document.components?.schemas ?? {}) as Readonly<Record<string, Schema>>);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)} API</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<div class="page">
<nav aria-label="Sections"><ul>${sections.map(([tag]) => `<li><a href="#${idOf(tag)}">${escaped(tag)}</a></li>`).join('')}<li><a href="#schemas">Schemas</a></li></ul></nav>
<main>
<h1>${escaped(title)} API</h1>
<p class="lead">Version ${escaped(version)} · <a href="/api/openapi.json">OpenAPI document</a></p>
<p>${prose(description)}</p>
${sections.map(([tag, routes]) => `<section aria-labelledby="${idOf(tag)}"><h2 id="${idOf(tag)}">${escaped(tag)}</h2>${routes.map(routeHtml).join('\n')}</section>`).join('\n')}
<section aria-labelledby="schemas"><h2 id="schemas">Schemas</h2>${schemas.map(([name, schema]) => schemaHtml(name, schema)).join('\n')}</section>
</main>
</div>
</body>
</html>
`;
}

const idOf = (tag: string): string => `tag-${tag.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;

function routeHtml({ method, path, operation }: Route): string {
  const { summary, description, parameters = [], requestBody, responses } = operation;
  const asked = parameters.map(({ name, in: place, required = false, schema = {}, description: said }) => row(name, schema, required ? place : `${place}, optional`, said ?? schema.description));
  const answers = Object.entries(responses).map(
    ([status, { description: said = '', content }]) => `<tr><td><code>${escaped(status)}</code></td><td>${contentHtml(content)}</td><td>${prose(said)}</td></tr>`,
  );
  return `<details><summary><span class="method ${method.toLowerCase()}">${method}</span><code>${escaped(path)}</code>${summary === undefined ? '' : `<span class="said">${prose(summary)}</span>`}</summary><div class="inside">
${description === undefined ? '' : `<p>${prose(description)}</p>`}
${asked.length === 0 ? '' : `<h3>Parameters</h3>${table(['Name', 'Type', 'Description'], asked)}`}
${requestBody === undefined ? '' : `<h3>Body</h3><p>${contentHtml(requestBody.content)}</p>`}
<h3>Answers</h3>${table(['Status', 'Body', 'Description'], answers)}
</div></details>`;
}
