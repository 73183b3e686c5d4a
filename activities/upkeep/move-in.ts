import type { OpeningDependencies } from '../../application/dependencies.ts';
import { endMovingIn, tellInMs } from '../../application/moving-in/end.ts';
import { openBatch } from '../../application/moving-in/open-batch.ts';
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
      return { tellInMs: await tellInMs(database, delivery.packOf, { organisation, number }, now) };
    },
    tellOfMovingIn: (request) => tellOfMovingIn(delivery, request),
  };
}
