import type { Outgoing } from '../../application/outgoing.ts';
import { type MessagePorts, Undeliverable } from './message.ts';
import { outboxPorts } from './outbox.ts';
import { type SmsGatewaySettings, smsGateway } from './sms-gateway.ts';
import { smtpEmail } from './smtp.ts';

export interface MessageSettings {
  local: boolean;
  dataFolder: string;
  smtpUrl: string | undefined;
  sender: string;
  sms: SmsGatewaySettings | undefined;
  /** Where mail server and SMS gateway may be. */
  outgoing: Outgoing;
}

/**
 * The ways out of this process. In local mode everything goes to the outbox of the data folder. In production e-mail goes
 * by SMTP and SMS by an HTTP gateway. Without a gateway each SMS fails, which becomes a fact, and an e-mail goes instead.
 */
export function messagePorts({ local, dataFolder, smtpUrl, sender, sms, outgoing }: MessageSettings): MessagePorts {
  if (local) return outboxPorts(dataFolder);
  return {
    email: smtpUrl ? smtpEmail(smtpUrl, sender, outgoing) : () => Promise.reject(new Error('SMTP_URL is not set')),
    sms: sms
      ? smsGateway({ ...sms, outgoing })
      : () => Promise.reject(new Undeliverable('no SMS gateway is connected')),
  };
}
