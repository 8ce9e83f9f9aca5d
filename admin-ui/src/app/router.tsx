import { createBrowserRouter, Outlet, type RouteObject } from 'react-router';
import { lazyPart } from '../components/lazy-part.js';
import { type PageRoute, ROUTES } from '../routes.js';
import { DraftGuard } from './DraftGuard.js';
import { Frame } from './Frame.js';
import { NotFound, PageFrame } from './PageFrame.js';
import { RouterFailure } from './RouterFailure.js';

/** The routes as react-router takes them: pages inside the frame, and those that stand alone. */
export const createRouter = () =>
  createBrowserRouter([
    {
      element: (
        <DraftGuard>
          <Outlet />
        </DraftGuard>
      ),
      errorElement: <RouterFailure />,
      children: [
        ...ROUTES.filter(({ isBare }) => isBare === true).map(toRoute),
        { element: <Frame />, children: [...ROUTES.filter(({ isBare }) => isBare !== true).map(toRoute), { path: '*', element: <NotFound /> }] },
      ],
    },
  ]);

function toRoute(route: PageRoute): RouteObject {
  const Page = lazyPart(route.page);
  return {
    path: route.path,
    element: (
      <PageFrame route={route}>
        <Page />
      </PageFrame>
    ),
  };
}
