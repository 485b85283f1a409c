import { Readable } from 'node:stream';
import { Controller, Get, HttpCode, Post, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Key } from '@app/database';
import { MayBeAbsent } from '@app/domain';
import { type ImportRecord, ImportRefused, Imports, ImportUnknown } from '@app/importing';
import {
  builtInMappings,
  DAY_ORDERS,
  DECIMAL_MARKS,
  DELIMITER_NAMED,
  DELIMITER_NAMES,
  ENCODINGS,
  type FileDescription,
  FileRefused,
  type OpenOptions,
  openFile,
  readMapping,
} from '@app/ingestion';
import { Matches } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Asked, Asks, Incoming } from '../http/asked.js';
import { NoBodyPipe } from '../http/no-body.pipe.js';
import { Shutdown } from '../http/shutdown.js';
import { IsWholeNumber } from '../http/whole-number.js';
import * as answers from '../openapi/import-answers.js';
import { Serves } from '../openapi/serves.js';
import { Problem } from '../problems/problem.js';
import { type Received, ReceivedFiles } from './received-files.js';

const DEFAULT_LIMIT = 100;

class AskedImports {
  @MayBeAbsent() @IsWholeNumber(1, 1_000) limit?: string;
}

class OneImport {
  @Matches(/^[0-9a-f-]{36}$/, { message: 'id must be the id of an import' }) id!: string;
}

@ApiTags('facts in')
@Controller('v1/imports')
export class ImportsController {
  constructor(
    private readonly imports: Imports,
    private readonly files: ReceivedFiles,
    private readonly shutdown: Shutdown,
  ) {}

  @Post()
  @HttpCode(201)
  @Serves(answers.IMPORT)
  async import(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportRecord | StreamableFile> {
    const key = request.key as Key;
    const received = await this.files.receive(request);
    // While a large file is worked on nothing moves on the connection.
    request.raw.socket.setTimeout(0);
    try {
      const dryRun = flagOf('dryRun', received.fields.dryRun);
      const rejects = flagOf('rejects', received.fields.rejects);
      if (rejects && !dryRun)
        throw badField('rejects', 'rejects goes with dryRun: send both as true');
      const file = await openFile(received.parts, openOptionsOf(received));
      if (dryRun) void reply.code(200);
      const sender = {
        recordedBy: key.id,
        allows: allowedTo(key),
        signal: this.shutdown.deadline,
      };
      const record = await this.imports.import(file, { ...sender, dryRun });
      if (!rejects) return record;
      const bytes = await this.imports.rejects(record);
      return new StreamableFile(Readable.from(bytes, { objectMode: false }), {
        type: mediaTypeOf(file.description),
        disposition: `attachment; filename="${rejectsName('dry-run', file.description)}"`,
      });
    } catch (error) {
      throw this.shutdown.deadline.aborted ? interrupted() : problemOfImport(error);
    } finally {
      await received.dispose();
    }
  }

  @Get()
  @Asks(AskedImports)
  @Serves(answers.LIST)
  async list(
    @Req() request: FastifyRequest,
    @Asked() { limit }: AskedImports,
  ): Promise<{ imports: ImportRecord[] }> {
    const key = request.key as Key;
    const most = limit === undefined ? DEFAULT_LIMIT : Number(limit);
    const own = key.organizations === undefined ? {} : { recordedBy: key.id };
    return { imports: await this.imports.list({ limit: most, ...own }) };
  }

  @Get(':id')
  @Asks(OneImport)
  @Serves(answers.ONE)
  async find(@Req() request: FastifyRequest, @Asked() { id }: OneImport): Promise<ImportRecord> {
    return await this.#found(id, request.key as Key);
  }

  @Get(':id/rejects')
  @Asks(OneImport)
  @Serves(answers.REJECTS)
  async rejects(
    @Req() request: FastifyRequest,
    @Asked() { id }: OneImport,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const found = await this.#found(id, request.key as Key);
    const { file } = found;
    const bytes = await this.imports.rejects(found).catch((error: unknown) => {
      throw problemOfImport(error);
    });
    await reply
      .header('content-type', mediaTypeOf(file))
      .header('content-disposition', `attachment; filename="${rejectsName(id, file)}"`)
      .send(Readable.from(bytes, { objectMode: false }));
  }

  @Post(':id/undo')
  @HttpCode(200)
  @Asks(OneImport)
  @Serves(answers.UNDO)
  async undo(
    @Req() request: FastifyRequest,
    @Asked() { id }: OneImport,
    @Incoming(NoBodyPipe) _nothing: undefined,
  ): Promise<object> {
    const key = request.key as Key;
    await this.#found(id, key);
    try {
      return await this.imports.undo(id, key.id);
    } catch (error) {
      throw problemOfImport(error);
    }
  }

  /** A key that is limited to organizations sees what it imported itself. */
  async #found(id: string, key: Key): Promise<ImportRecord> {
    const found = await this.imports.find(id).catch((error: unknown) => {
      throw problemOfImport(error);
    });
    if (key.organizations === undefined || found.recordedBy === key.id) return found;
    throw new Problem('import-unknown', `there is no import ${id}`);
  }
}

function allowedTo({ organizations }: Key): (organizationId: string | null) => boolean {
  if (organizations === undefined) return () => true;
  return (organizationId) => organizationId !== null && organizations.includes(organizationId);
}

function mediaTypeOf({ form }: FileDescription): string {
  return form.kind === 'json' ? 'application/json' : 'text/csv';
}

function rejectsName(of: string, { form }: FileDescription): string {
  return `rejects-${of}.${form.kind === 'json' ? 'json' : 'csv'}`;
}

function flagOf(name: 'dryRun' | 'rejects', text: string | undefined): boolean {
  if (text === undefined || text === 'false') return false;
  if (text === 'true') return true;
  throw badField(name, `${name} must be true or false`);
}

function openOptionsOf({ fields }: Received): OpenOptions {
  const { source, mapping, dates, decimals, delimiter, encoding } = fields;
  return {
    ...(source === undefined || source === '' ? {} : { source }),
    ...(mapping === undefined || mapping === ''
      ? {}
      : { mapping: readMapping(mapping, 'mapping', (name) => builtInMappings().get(name)) }),
    ...(dates === undefined ? {} : { dates: oneOf('dates', DAY_ORDERS, dates) }),
    ...(decimals === undefined ? {} : { decimals: oneOf('decimals', DECIMAL_MARKS, decimals) }),
    ...(delimiter === undefined
      ? {}
      : { delimiter: DELIMITER_NAMED[oneOf('delimiter', DELIMITER_NAMES, delimiter)] }),
    ...(encoding === undefined ? {} : { encoding: oneOf('encoding', ENCODINGS, encoding) }),
  };
}

function oneOf<T extends string>(name: string, allowed: readonly T[], text: string): T {
  const found = allowed.find((value) => value === text);
  if (found !== undefined) return found;
  throw badField(name, `${name} must be one of ${allowed.join(', ')}`);
}

function badField(name: string, detail: string): Problem {
  return new Problem('invalid-body', detail, { errors: [{ pointer: `/${name}`, detail }] });
}

function problemOfImport(error: unknown): unknown {
  if (error instanceof FileRefused) {
    return new Problem('file-refused', error.message, { members: { reason: error.code } });
  }
  if (error instanceof ImportUnknown) return new Problem('import-unknown', error.message);
  if (error instanceof ImportRefused) return new Problem('import-refused', error.message);
  return error;
}

function interrupted(): Problem {
  const detail =
    'the service stopped before the import ended; import the file again: what was recorded is then known';
  return new Problem('shutting-down', detail, { retryAfter: 5 });
}
