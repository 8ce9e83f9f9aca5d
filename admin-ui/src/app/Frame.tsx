import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { Icon, chartBar, globe, plugins, send } from '@wordpress/icons';
import { NavLink, Outlet } from 'react-router';
import { useSession } from './session.js';
import type { Theme } from './theme.js';

export interface FrameProps {
  readonly theme: Theme;
  readonly onToggleTheme: () => void;
}

/** Navigation around the rooms: at the side, and at the bottom of a phone. */
export function Frame({ theme, onToggleTheme }: FrameProps) {
  const { user, transport } = useSession();
  return (
    <div className="frame">
      <aside className="side">
        <div className="brand">
          <img src="/icon.svg" alt="" />
          Warp
        </div>
        <nav aria-label={__('Main', 'warp')}>
          <NavLink to="/" end>
            <Icon icon={chartBar} size={22} />
            {__('Overview', 'warp')}
          </NavLink>
          <NavLink to="/sites">
            <Icon icon={globe} size={22} />
            {__('Sites', 'warp')}
          </NavLink>
          <NavLink to="/deliveries">
            <Icon icon={send} size={22} />
            {__('Deliveries', 'warp')}
          </NavLink>
          {user?.role === 'super_admin' && (
            <NavLink to="/enrichments">
              <Icon icon={plugins} size={22} />
              {__('Enrichments', 'warp')}
            </NavLink>
          )}
        </nav>
        <div className="account">
          <div className="who">
            <strong>{user?.name}</strong>
            <div className="soft">{user?.email}</div>
          </div>
          <div className="account-actions">
            <Button size="small" variant="tertiary" onClick={onToggleTheme}>
              {theme === 'dark' ? __('Light', 'warp') : __('Dark', 'warp')}
            </Button>
            <Button size="small" variant="tertiary" onClick={() => void transport.logOut()}>
              {__('Log out', 'warp')}
            </Button>
          </div>
        </div>
      </aside>
      <main className="room">
        <Outlet />
      </main>
    </div>
  );
}
