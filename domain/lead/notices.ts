import type { Notice, Tells } from '../case/case.ts';
import type { TimelineEvent } from '../case/event.ts';
import { noticesOf } from '../case/kind-of.ts';
import type { ContactRequest } from './aspects/point-of-contact.ts';
import type { LeadFact } from './facts.ts';
import type { LeadState } from './state.ts';

/**
 * The notices that an event asks for. A stranger's contact may come as a message nobody waits for; it is then refused in
 * the timeline itself. Those who are told of strangers are told of it too (N-08). `appointee` is whom a request is about.
 */
export function leadNotices(event: TimelineEvent, state: LeadState): Notice[] {
  const { refusal } = event.data as { refusal?: string };
  const isStranger = event.type === 'commandRefused' && refusal === 'NotPointOfContact';
  const notices = noticesOf(isStranger ? { ...event, type: 'strangerReported' } : event, state);
  const tells = leadTells(event);
  return notices.flatMap((notice): Notice[] => {
    const told = tells ? { ...notice, tells } : notice;
    if (notice.to !== 'appointee') return [told];
    const request = requestOf(event, state);
    return request ? [{ ...told, to: `staff:${request.person}` }] : [];
  });
}

/** Who contacted which donor, and the urgent case that a missed pledge has opened. */
function leadTells(event: TimelineEvent): Tells | undefined {
  const { type, data } = event as LeadFact;
  if (type === 'strangerReported') return { codes: { person: data.by, donor: data.donor } };
  return type === 'pledgeMissed' ? { codes: { related: data.complaint } } : undefined;
}

function requestOf({ data }: TimelineEvent, { requests }: LeadState): ContactRequest | undefined {
  return requests.find(({ request }) => 'request' in data && data.request === request);
}
