import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { Icon, chartBar, globe, plugins, send } from '@wordpress/icons';
import { useContext } from 'react';
import { NavLink, Outlet } from 'react-router';
import { useMe } from '../api/queries/me.js';
import { useTheme } from '../components/theme.js';
import { ROUTES } from '../routes.js';
import { Banners } from './Banners.js';
import { useSession } from './session.js';
import { ThemeToggleContext } from './use-chosen-theme.js';

/** Pages that the navigation leads to, in its order. */
const PLACES: readonly (readonly [path: string, icon: typeof chartBar])[] = [
  ['/', chartBar],
  ['/sites', globe],
  ['/deliveries', send],
  ['/enrichments', plugins],
];

/** Navigation around the pages: at the side, and at the bottom of a phone. */
export function Frame() {
  const { data: me } = useMe();
  const { logOut } = useSession();
  const theme = useTheme();
  const toggleTheme = useContext(ThemeToggleContext);
  return (
    <div className="frame">
      <aside className="side">
        <div className="brand">
          <img src="/icon.svg" alt="" />
          Warp
        </div>
        <nav aria-label={__('Main', 'warp')}>
          {PLACES.flatMap(([path, icon]) => {
            const route = ROUTES.find((known) => known.path === path);
            if (route === undefined || (route.right !== null && me?.rights.includes(route.right) !== true)) return [];
            return [
              <NavLink key={path} to={path} end={path === '/'}>
                <Icon icon={icon} size={22} />
                {route.title()}
              </NavLink>,
            ];
          })}
        </nav>
        <div className="account">
          <div className="who">
            <strong>{me?.name}</strong>
            <div className="soft">{me?.email}</div>
          </div>
          <div className="account-actions">
            <Button size="small" variant="tertiary" onClick={toggleTheme}>
              {theme === 'dark' ? __('Light', 'warp') : __('Dark', 'warp')}
            </Button>
            <Button size="small" variant="tertiary" onClick={() => void logOut()}>
              {__('Log out', 'warp')}
            </Button>
          </div>
        </div>
      </aside>
      <main className="page">
        <Banners />
        <Outlet />
      </main>
    </div>
  );
}
