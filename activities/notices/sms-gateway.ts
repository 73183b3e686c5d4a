import { callOut, type Outgoing } from '../../application/outgoing.ts';
import { messageSignature, signatureHeader, timestampHeader } from '../../domain/case/signed-message.ts';
import { type SmsMessage, Undeliverable } from './message.ts';

export interface SmsGatewaySettings {
  url: string;
  /** The secret that product and gateway share; every message is signed with it. */
  token: string;
  /** Who the SMS is from, as the customer's telephone shows it. */
  sender: string;
  /** How long the gateway may take, in milliseconds. */
  timeoutMs: number;
  /** Where it may be. */
  outgoing?: Outgoing;
}

/** Answers of the 400s that say "not now" and not "never". */
const notNow = [408, 425, 429];

/**
 * SMS by an HTTP gateway: POST of `{to, text, key, sender}`, signed, with the notice's key as its Idempotency-Key. What the
 * gateway answers with in the 400s is final, since it would answer so again; everything else may be tried again.
 */
export function smsGateway(settings: SmsGatewaySettings): (message: SmsMessage) => Promise<void> {
  const { url, token, timeoutMs } = settings;
  const call = callOut(settings.outgoing);
  return async ({ to, text, key, sender = settings.sender }) => {
    const body = JSON.stringify({ to, text, key, sender });
    const timestamp = String(Math.floor(Date.now() / 1000));
    const response = await call(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Idempotency-Key': key,
        [timestampHeader]: timestamp,
        [signatureHeader]: messageSignature(token, timestamp, body),
      },
      body,
      // A signed message goes to the gateway that was named, and to none that it names: no redirect is followed.
      signal: AbortSignal.timeout(timeoutMs),
    }).catch((error: Error) => {
      throw new Error(error.name === 'TimeoutError' ? 'the SMS gateway does not answer' : 'the SMS gateway is away');
    });
    const { status } = response;
    if (response.ok) return;
    const failure = `the SMS gateway answered ${status}`;
    throw status >= 400 && status < 500 && !notNow.includes(status) ? new Undeliverable(failure) : new Error(failure);
  };
}
