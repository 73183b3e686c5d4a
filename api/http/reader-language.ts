import type { Request } from 'express';
import { z } from 'zod';
import { cookieOf, setCookie } from './cookies.ts';

export type ReaderLanguage = 'ar' | 'en';

/** What the address of every page may say: the reader has switched to this language, and it stays. */
export const LanguageQuery = z.object({
  language: z
    .enum(['ar', 'en'])
    .optional()
    .meta({ description: 'Of the page. A browser keeps it for its next pages.' }),
});

const name = 'language';
const yearSeconds = 365 * 24 * 60 * 60;

/** The language that the reader has switched to, by this address or by one before it; null if they never did. */
export function chosenLanguage(request: Request): ReaderLanguage | null {
  const said = request.query[name] ?? cookieOf(request, name, 'ar|en');
  return said === 'ar' || said === 'en' ? said : null;
}

/** What keeps the language for the next pages if this address says one; else no header. */
export function keptLanguage(request: Request): Record<string, string> {
  const said = request.query[name] && chosenLanguage(request);
  if (!said) return {};
  return { 'Set-Cookie': setCookie(request, { name, value: said, path: '/', maxAgeSeconds: yearSeconds }) };
}

/** The language of the reader: the chosen one, else by the header Accept-Language; Arabic if it names neither. */
export function readerLanguage(request: Request): ReaderLanguage {
  return chosenLanguage(request) ?? (request.acceptsLanguages(['ar', 'en']) === 'en' ? 'en' : 'ar');
}

/** The language of a refusal: Arabic for a caller who asks for it, English for a program that asks for nothing. */
export function refusalLanguage(request: Request): ReaderLanguage {
  return request.acceptsLanguages(['en', 'ar']) === 'ar' ? 'ar' : 'en';
}
