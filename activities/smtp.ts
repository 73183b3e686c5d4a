import nodemailer from 'nodemailer';
import type { EmailMessage } from './message.ts';

/** E-mail by SMTP. `url` like `smtps://user:password@host:465`; `from` is the sender's address. */
export function smtpEmail(url: string, from: string): (message: EmailMessage) => Promise<void> {
  const transport = nodemailer.createTransport(url, { from });
  return async ({ key, to, subject, text, language }) => {
    await transport.sendMail({
      to,
      subject,
      text,
      headers: { 'X-Inaya-Notice-Key': key, 'Content-Language': language },
    });
  };
}
