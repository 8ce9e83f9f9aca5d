import '@wordpress/components/build-style/style.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { staticJson } from '../src/api/static-json.js';
import { FormatProvider } from '../src/format/FormatProvider.js';
import { loadTranslations } from '../src/format/translations.js';
import '../src/styles/tokens.css';
import '../src/styles/panels.css';
import '../src/styles/app.css';
import type { Gallery } from './gallery.js';
import './gallery.css';

// ?lang=de &theme=dark &only=Tile &example=loading
const query = new URLSearchParams(location.search);
const language = query.get('lang') ?? 'en-US';
document.documentElement.lang = language;
document.documentElement.dataset['theme'] = query.get('theme') ?? 'light';
await loadTranslations(language, staticJson);

const files = import.meta.glob<{ gallery: Gallery }>('../src/**/*.gallery.tsx');
const shown = (await Promise.all(Object.values(files).map((load) => load())))
  .map(({ gallery }) => gallery)
  .filter(({ title }) => (query.get('only') ?? title) === title)
  .sort((a, b) => a.title.localeCompare(b.title));

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <FormatProvider language={language} timeZone="Europe/Berlin" currency="EUR">
      <main className="gallery">
        <h1>Components</h1>
        {shown.map(({ title, examples }) => (
          <section key={title} className="gallery-component" aria-label={title}>
            <h2>{title}</h2>
            {Object.entries(examples)
              .filter(([name]) => (query.get('example') ?? name) === name)
              .map(([name, Example]) => (
                <section key={name} className="gallery-example" aria-label={`${title}: ${name}`} data-example={name}>
                  <h3>{name}</h3>
                  <Example />
                </section>
              ))}
          </section>
        ))}
      </main>
    </FormatProvider>
  </StrictMode>,
);
