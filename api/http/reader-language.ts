import type { Request } from 'express';

/** The language of the reader, by the header Accept-Language; Arabic if it names neither. */
export function readerLanguage(request: Request): 'ar' | 'en' {
  return request.acceptsLanguages(['ar', 'en']) === 'en' ? 'en' : 'ar';
}

/** The language of a refusal: Arabic for a caller who asks for it, English for a program that asks for nothing. */
export function refusalLanguage(request: Request): 'ar' | 'en' {
  return request.acceptsLanguages(['en', 'ar']) === 'ar' ? 'ar' : 'en';
}
