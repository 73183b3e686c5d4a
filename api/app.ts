import type { Express } from 'express';
import express from 'express';
import swaggerFiles from 'swagger-ui-dist/absolute-path.js';
import { latestOfEach } from '../packs/load/load.ts';
import type { ApiDependencies } from './dependencies.ts';
import { expressApp } from './express-app.ts';
import { limitTries } from './http/limits.ts';
import { serveLook } from './public/look/serve.ts';
import { routes } from './routes.ts';
import { serveConsole } from './system/console.ts';
import { openApiDocument } from './system/openapi.ts';

/** The whole API: routes, documentation, limits. */
export function createApp(dependencies: ApiDependencies): Express {
  return expressApp(routes, dependencies, (app) => {
    limitTries(app, dependencies);
    serveLook(app);
    if (dependencies.consoleFolder) serveConsole(app, dependencies.consoleFolder);
    if (!dependencies.docs) return;
    // Made when it is first asked for, and once other policies are in force: it takes longer than everything else here.
    let made: { of: string; document: ReturnType<typeof openApiDocument> } | undefined;
    app.get('/openapi.json', (_request, response) => {
      const packs = latestOfEach(dependencies.packs);
      const of = packs.map(({ hash }) => hash).join();
      if (made?.of !== of) made = { of, document: openApiDocument(routes, packs) };
      response.json(made.document);
    });
    app.get('/docs/swagger-initializer.js', (_request, response) => {
      response.type('text/javascript').send(initializer);
    });
    app.use('/docs', express.static(swaggerFiles(), { index: 'index.html' }));
  });
}

const initializer = `window.onload = () => {
  window.ui = SwaggerUIBundle({ url: '/openapi.json', dom_id: '#swagger-ui', deepLinking: true,
    presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset], layout: 'StandaloneLayout' });
};`;
