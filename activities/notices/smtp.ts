import nodemailer from 'nodemailer';
import type { Options } from 'nodemailer/lib/smtp-transport';
import { connectOut, type Outgoing } from '../../application/outgoing.ts';
import { type EmailMessage, Undeliverable } from './message.ts';

/** A relay on the machine itself: what goes there crosses no network. */
const ownMachine = ['127.0.0.1', '[::1]', 'localhost'];

/**
 * E-mail by SMTP. `url` like `smtps://user:password@host:465`; `from` is the sender's address. Neither password nor message
 * goes to a server of another machine in the clear: one that offers no TLS gets nothing (S13f). What fails is told by its
 * code alone: mail servers repeat the address in their answers, and failures come to stand in histories.
 */
export function smtpEmail(
  url: string,
  from: string,
  outgoing: Outgoing = {},
): (message: EmailMessage) => Promise<void> {
  const { hostname, port, protocol } = new URL(url);
  const requireTLS = !ownMachine.includes(hostname);
  const usual = protocol === 'smtps:' ? 465 : 587;
  const getSocket: Options['getSocket'] = (_options, callback) => {
    connectOut(outgoing, hostname, Number(port) || usual).then(
      (connection) => callback(null, { connection }),
      () => callback(Object.assign(new Error('no connection'), { code: 'ESOCKET' }), undefined),
    );
  };
  const transport = nodemailer.createTransport({ url, requireTLS, getSocket }, { from });
  return async ({ key, to, subject, text, language, from: own = from }) => {
    await transport
      .sendMail({
        from: own,
        to,
        subject,
        text,
        headers: { 'X-Inaya-Notice-Key': key, 'Content-Language': language },
      })
      .catch((error: unknown) => {
        throw withoutAddress(error);
      });
  };
}

/** What nodemailer says of a failure: its own code, and what the server answered to which command. */
interface SmtpFailure {
  code?: string;
  responseCode?: number;
  command?: string;
}

function withoutAddress(error: unknown): Error {
  const { code = 'unknown', responseCode, command } = error as SmtpFailure;
  if (responseCode === undefined) {
    // Before any server was asked: what stands for an address is none.
    if (code === 'EENVELOPE') return new Undeliverable('the e-mail address cannot be one');
    return new Error(`the mail server does not take messages (${code})`);
  }
  const failure = `the mail server answered ${responseCode}`;
  return responseCode >= 500 && command === 'RCPT TO' ? new Undeliverable(failure) : new Error(failure);
}
