import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import express, { type Express, json, static as serveStatic, urlencoded } from 'express';
import { join } from 'node:path';
import { AppModule } from './app.module.js';
import { ROOT } from './config/root.js';
import { loadSecret } from './config/secret.js';
import { prepareDataDir, type Settings } from './config/settings.js';
import type { Database } from './database/database.js';
import { openDatabase } from './database/open.js';
import { contentHost } from './packages/content-host.js';
import { schema } from './schema.js';
import { limitDepth } from './web/api/json-depth.js';
import { notStored, securityHeaders } from './web/security-headers.js';

/** Opens the database of the settings; whoever opens it closes it. */
export async function connect(settings: Settings): Promise<Database> {
  prepareDataDir(settings);
  loadSecret(settings);
  return openDatabase(settings, schema);
}

/** The web application over an open, migrated database. It is not listening yet. */
export async function createApp(settings: Settings, database: Database): Promise<NestExpressApplication> {
  const module = AppModule.with(settings, loadSecret(settings), database);
  const app = await NestFactory.create<NestExpressApplication>(module, new ExpressAdapter(server()), {
    logger: ['error', 'warn'],
    bodyParser: false,
    abortOnError: false,
    routeResolutionStrategy: 'specificity',
    routeConflictPolicy: { duplicate: 'error' },
  });
  app.set('trust proxy', settings.trustProxy);
  app.set('query parser', 'simple');
  app.disable('x-powered-by');
  app.use(securityHeaders(settings));
  app.use(contentHost(settings));
  app.use('/assets', serveStatic(join(ROOT, 'public'), { index: false, dotfiles: 'ignore', maxAge: '1d' }));
  app.use(notStored);
  // Compressed bodies are refused: a small one may be a bomb.
  app.use(urlencoded({ extended: false, limit: '1mb', inflate: false, parameterLimit: 20_000 }));
  app.use(['/api', '/offline', '/learning'], json({ limit: '2mb', inflate: false }), limitDepth);
  return app;
}

/**
 * One address, one page: rules that look at the path must not be met under another spelling. Express reads these two as soon
 * as it makes its router, which is when Nest takes it over. No hash of each answer either: none of them is kept.
 */
function server(): Express {
  return express().enable('case sensitive routing').enable('strict routing').disable('etag');
}

/** The same parts without HTTP, for commands. */
export async function createContext(settings: Settings, database: Database): Promise<INestApplicationContext> {
  const module = AppModule.with(settings, loadSecret(settings), database);
  return NestFactory.createApplicationContext(module, { logger: ['error', 'warn'], abortOnError: false });
}
