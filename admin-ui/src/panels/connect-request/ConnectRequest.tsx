import { Button, SelectControl, TextControl } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { useState, type FormEvent } from 'react';
import type { AuthorizationOffer, NewSite } from '../../api/connections.js';
import type { FieldError } from '../../api/types.js';
import { Fault } from '../../components/Fault.js';

/** What a person chose: a site there is, or one to be made. */
export type Choice = { readonly site_id: string } | { readonly site: NewSite };

export interface ConnectRequestProps {
  readonly offer: AuthorizationOffer;
  /** Answers with the wrong fields; none: the browser is on its way. */
  readonly onApprove: (choice: Choice) => Promise<readonly FieldError[]>;
  /** @param siteId the site that was chosen, if any */
  readonly onCancel: (siteId: string | undefined) => void;
}

const NEW = 'new';

/** Asks a person whether a WordPress may connect, and to which site. */
export function ConnectRequest({ offer, onApprove, onCancel }: ConnectRequestProps) {
  const { home, host, scopes, sites, new_site } = offer;
  const [chosen, setChosen] = useState(sites.find(({ matches }) => matches)?.id ?? (new_site === null ? '' : NEW));
  const [newSite, setNewSite] = useState<NewSite>(new_site ?? { name: '', domain: '' });
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [busy, setBusy] = useState(false);
  const site = sites.find(({ id }) => id === chosen);
  const isForeign = site !== undefined && !site.matches;
  const approve = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const faults = await onApprove(chosen === NEW ? { site: newSite } : { site_id: chosen });
    setErrors(faults);
    if (faults.length > 0) setBusy(false);
  };
  return (
    <form className="form" onSubmit={(event) => void approve(event)}>
      <p>
        {__('A WordPress asks to connect. Go on only if you pressed Connect there just now.', 'warp')}
        <br />
        <strong className="address">{home}</strong>
      </p>
      {errors
        .filter(({ field }) => !field.startsWith('site.'))
        .map(({ message }) => (
          <div className="notice bad" role="alert" key={message}>
            {message}
          </div>
        ))}
      {sites.length > 0 || new_site !== null ? (
        <SelectControl
          __nextHasNoMarginBottom
          __next40pxDefaultSize
          label={__('Site in Warp', 'warp')}
          value={chosen}
          options={[
            ...(chosen === '' ? [{ value: '', label: __('Choose a site', 'warp') }] : []),
            ...sites.map(({ id, name, domain }) => ({ value: id, label: `${name} (${domain})` })),
            ...(new_site === null ? [] : [{ value: NEW, label: __('Add a new site', 'warp') }]),
          ]}
          onChange={setChosen}
        />
      ) : (
        <div className="notice warn">{__('You have no site to connect it to. Ask an admin of your agency to add one.', 'warp')}</div>
      )}
      {isForeign && (
        <div className="notice warn" role="status">
          {sprintf(
            /* translators: 1: name of a site, 2: a host name */
            __('“%1$s” has other domains. If %2$s belongs to it, add it to the site’s domains first.', 'warp'),
            site.name,
            host,
          )}
        </div>
      )}
      {chosen === NEW && (
        <>
          <div>
            <TextControl __nextHasNoMarginBottom __next40pxDefaultSize label={__('Name', 'warp')} required value={newSite.name} onChange={(name) => setNewSite({ ...newSite, name })} />
            <Fault errors={errors} field="site.name" />
          </div>
          <div>
            <TextControl __nextHasNoMarginBottom __next40pxDefaultSize label={__('Domain', 'warp')} required value={newSite.domain} onChange={(domain) => setNewSite({ ...newSite, domain })} />
            <Fault errors={errors} field="site.domain" />
          </div>
        </>
      )}
      <div>
        <span>{__('It will be able to', 'warp')}</span>
        <ul className="allowed">
          <li>{__('Send events for this site', 'warp')}</li>
          {scopes.map(({ scope, sentence }) => (
            <li key={scope}>{sentence}</li>
          ))}
        </ul>
        <span className="soft">{__('It sees no other site. You can revoke it on the site’s page at any time.', 'warp')}</span>
      </div>
      <div className="actions">
        <Button variant="primary" type="submit" isBusy={busy} disabled={busy || chosen === '' || isForeign} __next40pxDefaultSize>
          {__('Approve', 'warp')}
        </Button>
        <Button variant="tertiary" disabled={busy} onClick={() => onCancel(site?.id)} __next40pxDefaultSize>
          {__('Cancel', 'warp')}
        </Button>
      </div>
    </form>
  );
}
