import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';
import { AccessLog } from './access/access-log.js';
import { AppModule } from './app.module.js';
import { newFastifyAdapter } from './http/fastify-adapter.js';
import { RouteTable } from './http/route-table.js';
import type { Shutdown } from './http/shutdown.js';
import { SingleFactListener } from './ingest/single-fact-listener.js';
import { openApiDocument } from './openapi/document.js';
import { DocumentText } from './openapi/documentation.controller.js';
import { AnsweredRequests } from './operations/answered-requests.js';
import type { Runtime } from '@app/hosting';

/** The service with every route in place, before it listens; whoever asked for it closes `runtime` behind it. */
export async function serving(
  runtime: Runtime,
  shutdown: Shutdown,
): Promise<NestFastifyApplication> {
  const routes = new RouteTable();
  const adapter = newFastifyAdapter(routes, shutdown, runtime.config.trustedProxies);
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.of(runtime, routes, shutdown),
    adapter,
    { bodyParser: false, abortOnError: false, logger: ['warn', 'error', 'fatal'] },
  );
  app.get(AnsweredRequests).watch(adapter.getInstance());
  app.get(AccessLog).start();
  await app.init();
  app.get(SingleFactListener).listenBefore(app.getHttpServer());
  // From here on: Nest lists every route while it starts, which /openapi.json does better.
  app.useLogger(app.get(Logger));
  app.get(DocumentText).text = JSON.stringify(openApiDocument(app));
  return app;
}
