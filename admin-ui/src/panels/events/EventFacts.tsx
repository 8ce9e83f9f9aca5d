import { __ } from '@wordpress/i18n';
import type { StoredEvent } from '../../api/deliveries.js';
import { type Facts, factsOf, itemsOf, parametersOf } from './facts.js';

/** What an event says, readable. */
export function EventFacts({ event }: { event: StoredEvent }) {
  const parameters = parametersOf(event);
  const items = itemsOf(event);
  return (
    <div className="facts-groups">
      {(parameters.length > 0 || items.length > 0) && (
        <section className="facts-group wide">
          <h3>{__('Parameters', 'warp')}</h3>
          {parameters.length > 0 && <Rows rows={parameters} named="code" />}
          {items.length > 0 && (
            <table className="table as-cards">
              <thead>
                <tr>
                  <th>{__('Item', 'warp')}</th>
                  <th className="right">{__('Price', 'warp')}</th>
                  <th className="right">{__('Quantity', 'warp')}</th>
                </tr>
              </thead>
              <tbody>
                {items.map(({ id, name, price, quantity }, index) => (
                  <tr key={index}>
                    <td>
                      {name || id} {name !== '' && <span className="soft">{id}</span>}
                    </td>
                    <td className="right number">{price}</td>
                    <td className="right number">{quantity}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </section>
      )}
      {factsOf(event).map(({ title, rows }) => (
        <section className="facts-group" key={title}>
          <h3>{title}</h3>
          <Rows rows={rows} />
        </section>
      ))}
    </div>
  );
}

const Rows = ({ rows, named = 'words' }: Pick<Facts, 'rows'> & { named?: 'words' | 'code' }) => (
  <dl className="facts">
    {rows.map(([label, value]) => (
      <div key={label}>
        <dt>{named === 'code' ? <code>{label}</code> : label}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
