import type { MessagePorts } from './message.ts';
import { outboxPorts } from './outbox.ts';
import { smtpEmail } from './smtp.ts';

export interface MessageSettings {
  local: boolean;
  dataFolder: string;
  smtpUrl: string | undefined;
  sender: string;
}

/**
 * The ways out of this process. In local mode everything goes to the outbox of the data folder. In production e-mail goes
 * by SMTP; SMS has no gateway yet, so each SMS fails, which becomes a fact, and the e-mail goes instead.
 */
export function messagePorts({ local, dataFolder, smtpUrl, sender }: MessageSettings): MessagePorts {
  if (local) return outboxPorts(dataFolder);
  return {
    email: smtpUrl ? smtpEmail(smtpUrl, sender) : () => Promise.reject(new Error('SMTP_URL is not set')),
    sms: () => Promise.reject(new Error('no SMS gateway is connected')),
  };
}
