import { Button } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { useNewVersion } from '../api/queries/version.js';
import { useUnreachable } from '../api/queries/unreachable.js';
import { clock } from '../format.js';

/** What holds for every page: the core is away, or a new version is there. */
export function Banners() {
  const isOutdated = useNewVersion();
  const { since, retry } = useUnreachable();
  return (
    <>
      {since !== undefined && (
        <div className="notice warn banner" role="status">
          <span className="grow">
            {
              // translators: %s: a time of day.
              sprintf(__('Warp has not answered since %s. You are looking at older data; it refreshes once Warp is back.', 'warp'), clock(new Date(since).toISOString()))
            }
          </span>
          <Button size="small" variant="secondary" onClick={retry}>
            {__('Try again', 'warp')}
          </Button>
        </div>
      )}
      {isOutdated && (
        <div className="notice banner" role="status">
          <span className="grow">{__('A new version of Warp is installed.', 'warp')}</span>
          <Button size="small" variant="secondary" onClick={() => location.reload()}>
            {__('Reload', 'warp')}
          </Button>
        </div>
      )}
    </>
  );
}
