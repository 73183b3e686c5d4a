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
  async beforeLoad({ location }) {
    const session = await queryClient.ensureQueryData(sessionQuery);
    if (!session) throw redirect({ to: '/sign-in' });
    // Without its second factor such an account can do nothing else.
    if (session.mustEnrol && location.pathname !== '/account') throw redirect({ to: '/account' });
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

const opening = createRoute({
  getParentRoute: () => signedIn,
  path: '/new/$kind',
  component: lazyRouteComponent(() => import('../cases/opening-page'), 'OpeningPage'),
});

const desk = createRoute({
  getParentRoute: () => signedIn,
  path: '/desk',
  component: lazyRouteComponent(() => import('../desk/desk-page'), 'DeskPage'),
});

const people = createRoute({
  getParentRoute: () => signedIn,
  path: '/people',
  component: lazyRouteComponent(() => import('../people/people-page'), 'PeoplePage'),
});

const customers = createRoute({
  getParentRoute: () => signedIn,
  path: '/customers',
  component: lazyRouteComponent(() => import('../customers/customers-page'), 'CustomersPage'),
});

const reports = createRoute({
  getParentRoute: () => signedIn,
  path: '/reports',
  component: lazyRouteComponent(() => import('../reports/reports-page'), 'ReportsPage'),
});

const account = createRoute({
  getParentRoute: () => signedIn,
  path: '/account',
  component: lazyRouteComponent(() => import('../account/account-page'), 'AccountPage'),
});

const pages = [work, cases, oneCase, opening, desk, people, customers, reports, account];

export const router = createRouter({
  routeTree: root.addChildren([signIn, signedIn.addChildren(pages)]),
  basepath: '/console',
  defaultPreload: 'intent',
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
