import { commandRoutes } from '../cases/command-routes.ts';
import { caseReadingRoutes } from '../cases/reading-routes.ts';
import type { Route } from '../http/route.ts';
import { followedItemCommandDefinitions } from './commands.ts';

const base = '/v1/organisations/{organisation}/followed-items';

/** What was decided, with owner and date. Items are opened by the case that decides: of a survey, by accepting a recommendation. */
export const followedItemRoutes: Route[] = [
  ...commandRoutes(base, 'followed-items', 'FollowedItem', followedItemCommandDefinitions),
  ...caseReadingRoutes(base, 'followed-items', 'followedItem'),
];
