import type { Request } from 'express';

/** The language of whoever asks, by the header Accept-Language; Arabic where it says neither. */
export function readerLanguage(request: Request): 'ar' | 'en' {
  return request.acceptsLanguages(['ar', 'en']) === 'en' ? 'en' : 'ar';
}
