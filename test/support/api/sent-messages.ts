import type { MessagePorts } from '../../../activities/notices/message.ts';

/** A message that has left the system. */
export interface Sent {
  channel: 'email' | 'sms';
  key: string;
  to: string;
  subject?: string;
  text: string;
  /** As whom it went: a name or an address; undefined: as the server does. */
  as?: string | undefined;
}

/** Ports that keep what is sent instead of sending it. */
export function sentMessages(): { sent: Sent[]; outbox: MessagePorts } {
  const sent: Sent[] = [];
  return {
    sent,
    outbox: {
      email: async ({ key, to, subject, text, from }) => {
        sent.push({ channel: 'email', key, to, subject, text, ...(from ? { as: from } : {}) });
      },
      sms: async ({ key, to, text, sender }) => {
        sent.push({ channel: 'sms', key, to, text, ...(sender ? { as: sender } : {}) });
      },
    },
  };
}
