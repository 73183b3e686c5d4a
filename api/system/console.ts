/** The console: files of its own build, which talk to the API as any other client does. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import compression from 'compression';
import express, { type Express } from 'express';

const path = '/console';

/** What a page of the console may do: run its own scripts, and show pictures of cases that it has fetched. */
const contentSecurity = [
  "default-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "form-action 'self'",
  "img-src 'self' data: blob:",
  "frame-src 'self' blob:",
  // Its library of parts sets the places of menus and dialogs by styles of elements.
  "style-src 'self' 'unsafe-inline'",
].join('; ');

/** The folder of the built console; undefined if nobody has built it. */
export function builtConsole(): string | undefined {
  // From the sources and from a build in `dist/`, it lies beside the package file.
  const up = import.meta.url.endsWith('.ts') ? '../../console/dist' : '../../../console/dist';
  const folder = fileURLToPath(new URL(up, import.meta.url));
  return existsSync(join(folder, 'index.html')) ? folder : undefined;
}

/** Serves the built console. A page that somebody has opened by its address is found by the console itself. */
export function serveConsole(app: Express, folder: string): void {
  app.use(path, compression());
  app.use(path, (_request, response, next) => {
    response.set({ 'Content-Security-Policy': contentSecurity, 'Referrer-Policy': 'no-referrer' });
    next();
  });
  // A file of the build has its content in its name: it never changes.
  const forever = { immutable: true, maxAge: '1y', fallthrough: false } as const;
  app.use(`${path}/assets`, express.static(join(folder, 'assets'), forever));
  app.get([path, `${path}/*splat`], (_request, response) => {
    response.set('Cache-Control', 'no-cache').sendFile('index.html', { root: folder });
  });
}
