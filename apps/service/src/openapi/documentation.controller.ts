import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Controller, Get, Injectable, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Asked, Asks } from '../http/asked.js';
import { PAGE_HEADERS } from '../http/security-headers.js';
import { IsIn } from 'class-validator';
import { Serves } from './serves.js';

const UI_DIRECTORY = dirname(
  createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'),
);
const UI_FILES: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Assay: the API</title>
    <link rel="stylesheet" href="/docs/swagger-ui.css" />
    <link rel="icon" type="image/png" href="/docs/favicon-32x32.png" />
  </head>
  <body>
    <div id="api"></div>
    <noscript>This page needs JavaScript; <a href="/openapi.json">/openapi.json</a> says the same.</noscript>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;
const START = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#api', deepLinking: true });\n`;

/** The document as text, set when all routes are known. */
@Injectable()
export class DocumentText {
  text = '{}';
}

class OneFile {
  @IsIn([...Object.keys(UI_FILES), 'start.js'], { message: 'file must be one of the page' })
  file!: string;
}

@ApiTags('documentation')
@Controller()
export class DocumentationController {
  constructor(private readonly document: DocumentText) {}

  @Get('openapi.json')
  @Serves({
    summary: 'This document',
    roles: 'anybody',
    answers: {
      200: {
        description: 'OpenAPI 3.1',
        content: { 'application/json': { schema: { type: 'object' } } },
      },
    },
  })
  async openApi(@Res() reply: FastifyReply): Promise<void> {
    await reply.header('content-type', 'application/json').send(this.document.text);
  }

  @Get('docs')
  @Serves({
    summary: 'This document as a page',
    roles: 'anybody',
    answers: {
      200: { description: 'a page', content: { 'text/html': { schema: { type: 'string' } } } },
    },
  })
  async page(@Res() reply: FastifyReply): Promise<void> {
    await reply.headers({ 'content-type': 'text/html; charset=utf-8', ...PAGE_HEADERS }).send(PAGE);
  }

  @Get('docs/:file')
  @Asks(OneFile)
  @Serves({
    summary: 'A part of the page',
    roles: 'anybody',
    answers: {
      200: { description: 'a script, style or image', content: { '*/*': { schema: {} } } },
    },
  })
  async file(@Asked() { file }: OneFile, @Res() reply: FastifyReply): Promise<void> {
    const type = UI_FILES[file] ?? 'text/javascript; charset=utf-8';
    await reply
      .headers({ 'content-type': type, 'cache-control': 'public, max-age=3600' })
      .send(file === 'start.js' ? START : await readFile(join(UI_DIRECTORY, file)));
  }
}
