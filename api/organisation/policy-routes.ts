import { z } from 'zod';
import { builtOn } from '../../packs/in-force.ts';
import type { Pack } from '../../packs/schema.ts';
import { titlesOf } from '../../packs/words/titles.ts';
import { type Route, route } from '../http/route.ts';
import { policyChangeRoute } from './policy-change-route.ts';

/** How and where to complain, and what is asked: published for everybody (F-08). Texts in both languages. */
export const policyRoutes: Route[] = [
  route({
    method: 'get',
    path: '/public/organisations/{organisation}',
    operationId: 'getHowToComplain',
    summary: 'How to complain: categories, what each asks for, channels, and within how long there is an answer (F-08)',
    tag: 'public',
    permission: 'anybody',
    replies: { 200: { description: 'The published policy.', schema: z.record(z.string(), z.unknown()) } },
    handle: async ({ pack, dependencies }) => ({
      status: 200,
      body: publishedPart(pack, 'anyone', dependencies.packs),
    }),
  }),
  route({
    method: 'get',
    path: '/v1/organisations/{organisation}/policy',
    operationId: 'getPolicy',
    summary: 'The policy in force: also what only staff may open, reasons, and guidance to staff',
    tag: 'policy',
    permission: 'signed-in',
    replies: { 200: { description: 'The policy.', schema: z.record(z.string(), z.unknown()) } },
    async handle({ pack, dependencies }) {
      const { declineReasons, switchedOff, returns } = pack.kinds.complaint;
      const { clauses, document, guidance, roles, groups, departments, hash } = pack;
      const internal = {
        hash,
        document,
        clauses,
        declineReasons,
        switchedOff,
        returns,
        guidance,
        roles,
        groups,
        departments,
        titles: titlesOf(pack),
      };
      return { status: 200, body: { ...publishedPart(pack, 'staff', dependencies.packs), ...internal } };
    },
  }),
  policyChangeRoute,
];

function publishedPart(pack: Pack, reader: 'anyone' | 'staff', packs: readonly Pack[]) {
  const { id, version, name, contact, channels, customerClasses, priorityGrounds, languages } = pack;
  const categories = Object.fromEntries(
    Object.entries(pack.kinds.complaint.categories)
      .filter(([, category]) => reader === 'staff' || category.openedBy === 'anyone')
      .map(([code, { title, fields, clocks }]) => {
        const answeredWithin = clocks.answer && { due: clocks.answer.due, rule: clocks.answer.rule ?? 'ours' };
        return [code, { title, fields, answeredWithin }];
      }),
  );
  const own = packs.filter((one) => one.id === id);
  const page = `/public/organisations/${id}/complain`;
  return {
    // From when it is in force, and which version it replaces (B-09).
    ...{ inForce: pack.inForce ?? {}, replaces: builtOn(pack, own)?.version ?? null },
    ...{ organisation: id, version, name, contact, page, languages, channels },
    ...{ customerClasses, priorityGrounds, categories },
  };
}
