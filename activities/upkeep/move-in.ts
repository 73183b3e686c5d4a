import type { OpeningDependencies } from '../../application/dependencies.ts';
import { endMovingIn } from '../../application/moving-in/end.ts';
import { openBatch } from '../../application/moving-in/open-batch.ts';
import { findMoving } from '../../db/bulk/movings.ts';
import { calendarInForce } from '../../db/organisation/calendars.ts';
import { nextOpening, openCalendar } from '../../domain/deadline/deadline.ts';
import type { MovingActivities } from '../../workflows/messages/upkeep.ts';
import type { Delivery } from '../notices/deliver-notices.ts';
import { tellOfMovingIn } from '../notices/tell-of-moving-in.ts';
import { beating } from './beating.ts';

/** What moving complaints in asks for. */
export function movingActivities(dependencies: OpeningDependencies, delivery: Delivery): MovingActivities {
  const { database } = dependencies;
  return {
    openMovedIn: (batch) => beating(() => openBatch(dependencies, delivery.packOf, batch)),
    async endMovingIn({ organisation, number }) {
      const now = new Date();
      await endMovingIn(database, organisation, number, now);
      const document = await findMoving(database, organisation, number);
      if (!document) return { tellInMs: 0 };
      const pack = await delivery.packOf(organisation, document.policyVersion);
      const calendar = openCalendar((await calendarInForce(database, pack)).calendar);
      return { tellInMs: Date.parse(nextOpening(calendar, now.toISOString())) - now.getTime() };
    },
    tellOfMovingIn: (request) => tellOfMovingIn(delivery, request),
  };
}
