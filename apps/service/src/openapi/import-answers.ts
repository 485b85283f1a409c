import { DELIMITER_NAMES, ENCODINGS } from '@app/ingestion';
import { COUNT, FLAG, INSTANT, json, list, object, orNull, ref, TEXT } from './schema-words.js';
import { NOTHING_SENT } from './body-schema.js';
import { BODY_PROBLEMS } from '../problems/catalogue.js';
import type { Served } from './serves.js';

const IMPORTERS = ['admin', 'ingest'] as const;

const IMPORT_FORM = {
  type: 'object',
  properties: {
    file: {
      type: 'array',
      items: { type: 'string', format: 'binary' },
      description:
        'the file; of the invoice API all pages of an invoice, each in a part of its own',
    },
    source: { ...TEXT, description: 'whose file it is; absent = recognised by its columns' },
    mapping: { ...TEXT, description: 'what the columns mean (YAML)' },
    dates: { enum: ['month-first', 'day-first'], description: 'absent = found out' },
    decimals: { enum: ['point', 'comma'], description: 'absent = found out' },
    delimiter: { enum: [...DELIMITER_NAMES], description: 'absent = found out' },
    encoding: { enum: [...ENCODINGS], description: 'absent = found out' },
    dryRun: { enum: ['true', 'false'], description: '`true` = do everything but record' },
    rejects: {
      enum: ['true', 'false'],
      description:
        '`true`, of a dry run: the answer is the file of the rows that would be rejected, as of an import that was recorded',
    },
  },
  required: ['file'],
  additionalProperties: false,
};

export const IMPORT: Served = {
  summary:
    'Import a file: a table of a known source or by a mapping, or pages of invoice line items',
  description:
    'Nothing is recorded before the whole file has been read. Every row is accepted, a duplicate, changed or rejected.',
  roles: IMPORTERS,
  answers: {
    200: {
      description: 'a dry run: what would be recorded; with `rejects`, what would be rejected',
      content: { ...json('Import'), 'text/csv': { schema: { type: 'string', format: 'binary' } } },
    },
    201: { description: 'what became of the rows', content: json('Import') },
  },
  requestBody: { required: true, content: { 'multipart/form-data': { schema: IMPORT_FORM } } },
  problems: [
    'media-type-unsupported',
    'invalid-body',
    'body-too-large',
    'request-incomplete',
    'file-refused',
    'store-unavailable',
    'store-full',
    'outcome-unknown',
  ],
};

export const LIST: Served = {
  summary: 'Imports, the newest first',
  description: 'A key that is limited to organizations sees what it imported itself.',
  roles: IMPORTERS,
  answers: { 200: { description: 'imports', content: json('Imports') } },
};

export const ONE: Served = {
  summary: 'An import, and what became of its rows; or what a dry run said, by its `rejectsId`',
  roles: IMPORTERS,
  answers: { 200: { description: 'the import', content: json('Import') } },
  problems: ['import-unknown'],
  parameters: { id: 'the import' },
};

export const REJECTS: Served = {
  summary: 'The rejected rows of an import or of a dry run, in the form of its file',
  description: 'The same columns, delimiter and encoding: to be mended, and imported.',
  roles: IMPORTERS,
  answers: {
    200: {
      description: 'the file',
      content: {
        'text/csv': { schema: { type: 'string', format: 'binary' } },
        'application/json': { schema: { type: 'object' } },
      },
    },
  },
  problems: ['import-unknown', 'import-refused'],
  parameters: { id: 'the import, or the `rejectsId` of a dry run' },
};

export const UNDO: Served = {
  summary: 'Take back what an import alone brought',
  roles: IMPORTERS,
  requestBody: NOTHING_SENT,
  answers: { 200: { description: 'what was taken back', content: json('UndoneImport') } },
  problems: [
    ...BODY_PROBLEMS,
    'import-unknown',
    'import-refused',
    'store-unavailable',
    'store-full',
    'outcome-unknown',
  ],
  parameters: { id: 'the import' },
};

const CHOSEN = (values: readonly string[]) =>
  object({ is: { enum: values }, basis: { enum: ['shown', 'known', 'forced', 'none'] } });

const FILE = object(
  {
    source: TEXT,
    title: TEXT,
    names: list(TEXT),
    bytes: COUNT,
    sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
    form: {
      oneOf: [
        object({
          kind: { const: 'table' },
          encoding: { enum: ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] },
          bom: FLAG,
          delimiter: { enum: [',', ';', '\t', '|'] },
          header: { type: ['array', 'null'], items: TEXT, description: 'null = the file has none' },
        }),
        object({ kind: { const: 'json' } }),
      ],
    },
    dates: CHOSEN(['month-first', 'day-first']),
    decimals: CHOSEN(['point', 'comma']),
    readAgain: {
      ...object(
        {
          source: TEXT,
          dates: { enum: ['month-first', 'day-first'] },
          decimals: { enum: ['point', 'comma'] },
          delimiter: { enum: [...DELIMITER_NAMES] },
          encoding: { enum: [...ENCODINGS] },
        },
        ['source', 'dates', 'decimals', 'delimiter', 'encoding'],
      ),
      description: 'fields to send the mended rejects with, so that they are read as the file was',
    },
    notes: list(TEXT),
  },
  ['readAgain'],
);

const REJECT = object({
  row: { ...COUNT, description: 'from 1, the header counted' },
  code: TEXT,
  column: orNull(TEXT),
  value: TEXT,
  reason: TEXT,
  mendBy: { ...orNull(TEXT), description: 'null = there is nothing to mend' },
});

const SUMMARY = {
  ...object({
    rows: COUNT,
    accepted: COUNT,
    duplicates: COUNT,
    changed: COUNT,
    rejected: COUNT,
    nothingToMend: { ...COUNT, description: 'of the rejected: rows that are no facts' },
    retracted: { ...COUNT, description: 'of the duplicates: retracted by hand, and still so' },
    mends: list(object({ rows: COUNT, code: TEXT, mendBy: orNull(TEXT), reason: TEXT })),
    rejects: { ...list(REJECT), maxItems: 1_000 },
    changes: {
      ...list(
        object({
          row: COUNT,
          organizationId: TEXT,
          fact: TEXT,
          was: { type: 'object' },
          is: { type: 'object' },
        }),
      ),
      maxItems: 1_000,
    },
    totals: list(
      object({
        month: TEXT,
        currency: TEXT,
        rows: COUNT,
        amount: TEXT,
        rejectedRows: COUNT,
        rejectedAmount: TEXT,
      }),
    ),
  }),
  type: ['object', 'null'],
  description: 'null while it is being recorded. rows = accepted + duplicates + changed + rejected',
};

export function importSchemas(): Record<string, object> {
  return {
    Imports: object({ imports: list(ref('Import')) }),
    Import: object(
      {
        id: { ...orNull(TEXT), description: 'null = a dry run' },
        rejectsId: {
          ...TEXT,
          description:
            'of a dry run that rejects what can be mended: `GET /v1/imports/{rejectsId}/rejects` has the rows, for a day',
        },
        status: { enum: ['recording', 'recorded', 'undoing', 'undone', 'dry-run'] },
        beganAt: INSTANT,
        recordedBy: TEXT,
        file: FILE,
        summary: SUMMARY,
        progress: {
          ...object(
            {
              phase: { enum: ['reading', 'recording'] },
              rows: { ...COUNT, description: 'of the phase, up to now' },
              of: { ...COUNT, description: 'how many there are; absent = not known yet' },
            },
            ['of'],
          ),
          description: 'while it is being recorded; where its process ended, how far it came',
        },
        undoneAt: INSTANT,
        undoneBy: TEXT,
      },
      ['rejectsId', 'progress', 'undoneAt', 'undoneBy'],
    ),
    UndoneImport: object({
      import: ref('Import'),
      undo: object({ retracted: COUNT, reinstated: COUNT, shared: COUNT, kept: COUNT }),
    }),
  };
}
