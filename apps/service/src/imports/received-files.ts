import type { Multipart } from '@fastify/multipart';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { fileOnDisk, type FilePart } from '@app/ingestion';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problems/problem.js';

/** What the fields of a request may be called. */
const FIELDS = [
  'source',
  'mapping',
  'dates',
  'decimals',
  'delimiter',
  'encoding',
  'dryRun',
  'rejects',
] as const;
export type ImportField = (typeof FIELDS)[number];

/** A request's files on disk, and what it says about them. */
export interface Received {
  readonly parts: readonly FilePart[];
  readonly fields: Readonly<Partial<Record<ImportField, string>>>;
  /** Lets go of the files. */
  dispose(): Promise<void>;
}

const MAX_FILES = 500;
const MAX_FIELD_BYTES = 1_048_576;

/** Files on their way in: they are written to disk as they arrive, for they are read more than once, and are gone when their import is over. */
@Injectable()
export class ReceivedFiles {
  /** What an earlier process left behind is removed. */
  constructor(readonly folder: string) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  /** Throws a problem where the request is not of files and known fields. */
  async receive(request: FastifyRequest): Promise<Received> {
    if (!request.isMultipart()) {
      const detail = 'files are sent as multipart/form-data, each in a part called file';
      throw new Problem('media-type-unsupported', detail);
    }
    const folder = mkdtempSync(join(this.folder, 'received-'));
    const dispose = () => rm(folder, { recursive: true, force: true });
    try {
      return { ...(await receiveInto(folder, request)), dispose };
    } catch (error) {
      await dispose();
      throw error;
    }
  }
}

async function receiveInto(folder: string, request: FastifyRequest) {
  const parts: FilePart[] = [];
  const fields: Partial<Record<ImportField, string>> = {};
  const limits = { files: MAX_FILES, fieldSize: MAX_FIELD_BYTES, fields: 20, fileSize: Infinity };
  const received = request.parts({ limits }) as AsyncIterable<Multipart>;
  for await (const part of received) {
    if (part.type === 'file') {
      if (part.fieldname !== 'file') throw unknownPart(part.fieldname);
      const path = join(folder, String(parts.length));
      await pipeline(part.file, createWriteStream(path, { mode: 0o600 }));
      const name = basename(part.filename === '' ? 'file' : part.filename).slice(0, 256);
      parts.push(fileOnDisk(path, name));
      continue;
    }
    const name = FIELDS.find((field) => field === part.fieldname);
    if (name === undefined) throw unknownPart(part.fieldname);
    if (part.valueTruncated === true) {
      throw new Problem('body-too-large', `${name} is longer than ${MAX_FIELD_BYTES} bytes`);
    }
    fields[name] = String(part.value);
  }
  if (parts.length === 0) {
    const errors = [{ pointer: '/file', detail: 'send the file in a part called file' }];
    throw new Problem('invalid-body', 'the request holds no file', { errors });
  }
  return { parts, fields };
}

function unknownPart(name: string): Problem {
  const shown = name.slice(0, 100);
  const detail = `there is no part ${shown}; there are file, ${FIELDS.join(', ')}`;
  return new Problem('invalid-body', detail, { errors: [{ pointer: `/${shown}`, detail }] });
}
