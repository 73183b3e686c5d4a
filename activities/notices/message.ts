/** The ways out of the system. Each carries the notice's key, so that a receiver can tell a repetition. */

export interface EmailMessage {
  key: string;
  to: string;
  subject: string;
  text: string;
  language: 'ar' | 'en';
  /** The organisation's own address; left out: that of the server. */
  from?: string | undefined;
}

export interface SmsMessage {
  key: string;
  to: string;
  text: string;
  /** The organisation's own name; left out: that of the server. */
  sender?: string | undefined;
}

/** A message that would fail again however often it is tried: its addressee's other channels are tried at once. */
export class Undeliverable extends Error {
  override name = 'Undeliverable';
}

/** Rejects if the message could not be handed over. */
export interface MessagePorts {
  email(message: EmailMessage): Promise<void>;
  sms(message: SmsMessage): Promise<void>;
}
