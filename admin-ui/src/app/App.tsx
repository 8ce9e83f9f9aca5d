import { lazy, Suspense } from 'react';
import { createBrowserRouter, Navigate, RouterProvider } from 'react-router';
import { useMemo } from 'react';
import { Loading } from '../panels/states/States.js';
import { Frame } from './Frame.js';
import { Login } from './Login.js';
import { OverviewRoom } from './OverviewRoom.js';
import { SessionProvider, useSession } from './session.js';
import { useTheme } from './theme.js';

const ConnectRoom = lazy(() => import('./ConnectRoom.js').then(({ ConnectRoom: Room }) => ({ default: Room })));
const DeliveriesRoom = lazy(() => import('./DeliveriesRoom.js').then(({ DeliveriesRoom: Room }) => ({ default: Room })));
const DestinationRoom = lazy(() => import('./DestinationRoom.js').then(({ DestinationRoom: Room }) => ({ default: Room })));
const EnrichmentsRoom = lazy(() => import('./EnrichmentsRoom.js').then(({ EnrichmentsRoom: Room }) => ({ default: Room })));
const EventsRoom = lazy(() => import('./EventsRoom.js').then(({ EventsRoom: Room }) => ({ default: Room })));
const SitesRoom = lazy(() => import('./SitesRoom.js').then(({ SitesRoom: Room }) => ({ default: Room })));
const SiteRoom = lazy(() => import('./SiteRoom.js').then(({ SiteRoom: Room }) => ({ default: Room })));

export const App = () => (
  <SessionProvider>
    <Rooms />
  </SessionProvider>
);

function Rooms() {
  const { user } = useSession();
  const [theme, toggleTheme] = useTheme();
  const router = useMemo(
    () =>
      createBrowserRouter([
        { path: '/connect/wordpress', element: <Suspense fallback={null}><ConnectRoom /></Suspense> },
        {
          element: <Frame theme={theme} onToggleTheme={toggleTheme} />,
          children: [
            { path: '/', element: <OverviewRoom theme={theme} /> },
            { path: '/sites', element: <Suspense fallback={<Loading height={300} />}><SitesRoom /></Suspense> },
            { path: '/sites/:id', element: <Suspense fallback={<Loading height={300} />}><SiteRoom theme={theme} /></Suspense> },
            { path: '/sites/:id/events', element: <Suspense fallback={<Loading height={300} />}><EventsRoom /></Suspense> },
            { path: '/sites/:id/destinations/:destinationId', element: <Suspense fallback={<Loading height={300} />}><DestinationRoom /></Suspense> },
            { path: '/deliveries', element: <Suspense fallback={<Loading height={300} />}><DeliveriesRoom /></Suspense> },
            ...(user?.role === 'super_admin'
              ? [{ path: '/enrichments', element: <Suspense fallback={<Loading height={300} />}><EnrichmentsRoom /></Suspense> }]
              : []),
            { path: '*', element: <Navigate to="/" replace /> },
          ],
        },
      ]),
    [theme, user?.role],
  );
  if (user === undefined) return null;
  return user === null ? <Login /> : <RouterProvider router={router} />;
}
