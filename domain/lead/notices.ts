import type { Notice } from '../case.ts';
import type { TimelineEvent } from '../event.ts';
import { noticesOf } from '../notices.ts';
import type { ContactRequest } from './aspects/point-of-contact.ts';
import type { LeadState } from './state.ts';

/**
 * The notices that an event asks for. A contact by a stranger that came as a message nobody waits for is refused in the
 * timeline itself: whoever is told of strangers is told of it too (N-08). `appointee` is whom a request is about.
 */
export function leadNotices(event: TimelineEvent, state: LeadState): Notice[] {
  const { refusal } = event.data as { refusal?: string };
  const isStranger = event.type === 'commandRefused' && refusal === 'NotPointOfContact';
  const notices = noticesOf(isStranger ? { ...event, type: 'strangerReported' } : event, state);
  return notices.flatMap((notice): Notice[] => {
    if (notice.to !== 'appointee') return [notice];
    const request = requestOf(event, state);
    return request ? [{ ...notice, to: `staff:${request.person}` }] : [];
  });
}

function requestOf({ data }: TimelineEvent, { requests }: LeadState): ContactRequest | undefined {
  return requests.find(({ request }) => 'request' in data && data.request === request);
}
