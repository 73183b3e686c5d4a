import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { sessionQuery } from '../api/queries';
import { SignInPage } from '../session/sign-in-page';
import { WorkPage } from '../work/work-page';
import { NotFound } from './not-found';
import { queryClient } from './query-client';
import { Shell } from './shell';

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

const signIn = createRoute({ getParentRoute: () => root, path: '/sign-in', component: SignInPage });

/** Everything behind sign-in: a user who is not signed in comes there first. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: Shell,
  async beforeLoad() {
    if (!(await queryClient.ensureQueryData(sessionQuery))) throw redirect({ to: '/sign-in' });
  },
});

const work = createRoute({ getParentRoute: () => signedIn, path: '/', component: WorkPage });

const cases = createRoute({
  getParentRoute: () => signedIn,
  path: '/cases',
  component: lazyRouteComponent(() => import('../cases/cases-page'), 'CasesPage'),
});

const oneCase = createRoute({
  getParentRoute: () => signedIn,
  path: '/cases/$number',
  component: lazyRouteComponent(() => import('../cases/case-page'), 'CasePage'),
});

const newComplaint = createRoute({
  getParentRoute: () => signedIn,
  path: '/new-complaint',
  component: lazyRouteComponent(() => import('../cases/new-complaint-page'), 'NewComplaintPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([signIn, signedIn.addChildren([work, cases, oneCase, newComplaint])]),
  basepath: '/console',
  defaultPreload: 'intent',
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
