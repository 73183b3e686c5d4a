/** The files beside the pages for customers: their stylesheet, and the typeface that it names. Nothing comes from elsewhere. */
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Express } from 'express';
import { fontFiles, stylesheet } from './stylesheet.ts';

const folder = '/public/look';

/** Where the stylesheet is. The name changes with what it says, so that a browser may keep it for ever. */
export const stylesheetAddress = `${folder}/${createHash('sha256').update(stylesheet).digest('base64url').slice(0, 12)}.css`;

/** What a page for customers may load and do: it shows itself, and sends its own forms. It runs no script at all. */
export const contentSecurityOfPages = [
  "default-src 'none'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const forever = 'public, max-age=31536000, immutable';

/** Serves them to everybody: there is nothing in them about anybody. */
export function serveLook(app: Express): void {
  app.get(stylesheetAddress, (_request, response) => {
    response.type('text/css').set('Cache-Control', forever).send(stylesheet);
  });
  const files = join(
    dirname(createRequire(import.meta.url).resolve('@fontsource/ibm-plex-sans-arabic/package.json')),
    'files',
  );
  for (const file of fontFiles) {
    app.get(`${folder}/fonts/${file}`, (_request, response) => {
      response.sendFile(file, { root: files, immutable: true, maxAge: '1y' });
    });
  }
}
