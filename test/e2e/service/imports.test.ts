import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { NCE_COLUMNS, tableText } from '../../imports/partner-center-columns.js';
import { enrolment, Stage } from './support.js';

interface Summary {
  readonly rows: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly changed: number;
  readonly rejected: number;
}
interface Import {
  readonly id: string;
  readonly status: string;
  readonly rejectsId?: string;
  readonly summary: Summary;
  readonly file: { readonly names: string[]; readonly sha256: string };
}

const MAPPING = `
extends: partner-center-nce
maps:
  organizations: { p-1: contoso, p-2: fabrikam }
  products: { X: dynamics-365-plan-2 }
`;

const row = (order: string, fields: Readonly<Record<string, string>> = {}) => ({
  PartnerId: 'p-1',
  CustomerId: 'northwind',
  OrderId: order,
  OrderDate: '2017-05-20',
  ProductId: 'X',
  ChargeType: 'new',
  Subtotal: '100.00',
  Currency: 'USD',
  ChargeStartDate: '5/20/2017',
  ...fields,
});

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
  await stage.submit(enrolment('contoso'));
  await stage.submit(enrolment('fabrikam'));
});
afterAll(async () => {
  await Stage.disposeAll();
});

async function send(
  files: readonly (string | Uint8Array<ArrayBuffer>)[],
  fields: Readonly<Record<string, string>> = {},
  key?: string,
): Promise<{ status: number; body: Import & Record<string, unknown> }> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const file of files) form.append('file', new Blob([file]), 'nce.csv');
  const response = await stage.service.fetch('/v1/imports', {
    method: 'POST',
    body: form,
    ...(key === undefined ? {} : { key }),
  });
  return {
    status: response.status,
    body: (await response.json()) as Import & Record<string, unknown>,
  };
}

const post = async (path: string, key?: string) => {
  const response = await stage.service.fetch(path, {
    method: 'POST',
    ...(key === undefined ? {} : { key }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

describe('POST /v1/imports', () => {
  test('records what a file says, keeps the import, gives its rejects back, and undoes it', async () => {
    const records = [row('o-1'), row('o-2', { Subtotal: 'none' }), row('o-3', { ProductId: 'Y' })];
    const file = tableText(NCE_COLUMNS, records);
    const { status, body } = await send([file], { mapping: MAPPING });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      status: 'recorded',
      summary: { rows: 3, accepted: 1, duplicates: 0, changed: 0, rejected: 2 },
      file: { source: 'partner-center-nce', names: ['nce.csv'] },
    });
    expect((await send([file], { mapping: MAPPING })).body.summary).toMatchObject({
      accepted: 0,
      duplicates: 1,
    });

    const shown = await stage.get(`/v1/imports/${body.id}`);
    expect(shown.body).toEqual(body);
    const listed = (await stage.get('/v1/imports')).body as unknown as { imports: Import[] };
    expect(listed.imports.map(({ id }) => id)).toContain(body.id);

    const rejects = await stage.service.fetch(`/v1/imports/${body.id}/rejects`);
    expect(await rejects.text()).toBe(tableText(NCE_COLUMNS, records.slice(1)));
    expect(rejects.headers.get('content-type')).toContain('text/csv');

    const [second] = listed.imports;
    expect((await post(`/v1/imports/${String(second?.id)}/undo`)).body).toMatchObject({
      undo: { retracted: 0, shared: 1 },
    });
    const undone = await post(`/v1/imports/${body.id}/undo`);
    expect(undone.body).toMatchObject({ import: { status: 'undone' }, undo: { retracted: 1 } });
    expect((await post(`/v1/imports/${body.id}/undo`)).status).toBe(409);
    expect((await stage.get(`/v1/imports/${body.id}/rejects`)).status).toBe(409);
  });

  test('undoes nothing where something is sent along: an import is undone as a whole', async () => {
    const { body } = await send([tableText(NCE_COLUMNS, [row('o-whole')])], { mapping: MAPPING });
    const refused = await stage.service.fetch(`/v1/imports/${body.id}/undo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"rows":[2]}',
    });
    expect({ status: refused.status, body: await refused.json() }).toMatchObject({
      status: 400,
      body: { code: 'invalid-body', errors: [{ pointer: '/rows' }] },
    });
    expect((await stage.get(`/v1/imports/${body.id}`)).body).toMatchObject({ status: 'recorded' });
  });

  test('records nothing on a dry run', async () => {
    const file = tableText(NCE_COLUMNS, [row('o-dry')]);
    const dry = await send([file], { mapping: MAPPING, dryRun: 'true' });
    expect(dry.status).toBe(200);
    expect(dry.body).toMatchObject({ id: null, status: 'dry-run', summary: { accepted: 1 } });
    expect((await send([file], { mapping: MAPPING })).body.summary).toMatchObject({ accepted: 1 });
  });

  test('keeps the rejects of a dry run, and nothing of one without', async () => {
    const records = [row('k-1'), row('k-2', { Subtotal: 'none' }), row('k-3', { ProductId: 'Y' })];
    const asked = { mapping: MAPPING, dryRun: 'true' };
    const { body: dry } = await send([tableText(NCE_COLUMNS, records)], asked);
    expect(dry).toMatchObject({ id: null, status: 'dry-run', summary: { rejected: 2 } });
    const path = `/v1/imports/${String(dry.rejectsId)}`;
    const rejects = await stage.service.fetch(`${path}/rejects`);
    expect(rejects.status).toBe(200);
    expect(await rejects.text()).toBe(tableText(NCE_COLUMNS, records.slice(1)));
    expect((await stage.get(path)).body).toEqual(dry);
    const { imports } = (await stage.get('/v1/imports')).body as unknown as { imports: Import[] };
    expect(imports.map(({ status }) => status)).not.toContain('dry-run');
    expect(await post(`${path}/undo`)).toMatchObject({
      status: 409,
      body: { code: 'import-refused' },
    });
    const { key } = await stage.newKey({ role: 'ingest', organizations: ['fabrikam'] });
    expect((await stage.service.fetch(`${path}/rejects`, { key })).status).toBe(404);
    const { body: clean } = await send([tableText(NCE_COLUMNS, [row('k-4')])], asked);
    expect(clean).not.toHaveProperty('rejectsId');
  });

  test('gives the rejects of a dry run back as a file, as those of an import', async () => {
    const records = [row('d-1'), row('d-2', { Subtotal: 'none' }), row('d-3', { ProductId: 'Y' })];
    const file = tableText(NCE_COLUMNS, records);
    const form = new FormData();
    const fields = { mapping: MAPPING, dryRun: 'true', rejects: 'true' };
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new Blob([file]), 'nce.csv');
    const rejects = await stage.service.fetch('/v1/imports', { method: 'POST', body: form });
    expect(rejects.status).toBe(200);
    expect(await rejects.text()).toBe(tableText(NCE_COLUMNS, records.slice(1)));
    expect(rejects.headers.get('content-type')).toContain('text/csv');
    expect(rejects.headers.get('content-disposition')).toBe(
      'attachment; filename="rejects-dry-run.csv"',
    );
    expect(await send([file], { mapping: MAPPING, rejects: 'true' })).toMatchObject({
      status: 400,
      body: { code: 'invalid-body', errors: [{ pointer: '/rejects' }] },
    });
    expect(readdirSync(join(stage.dataDirectory, 'imports'))).toEqual([]);
  });

  test('says how far it has come while it is recorded', async () => {
    const records = Array.from({ length: 12_000 }, (_, nth) => row(`many-${nth}`));
    const file = tableText(NCE_COLUMNS, records);
    const sent = send([file], { mapping: MAPPING });
    let isDone = false;
    const done = () => (isDone = true);
    sent.then(done, done);
    const seen: { phase: string; rows: number; of?: number }[] = [];
    while (!isDone) {
      const { imports } = (await stage.get('/v1/imports?limit=1')).body as unknown as {
        imports: { status: string; progress?: (typeof seen)[number] }[];
      };
      if (imports[0]?.progress !== undefined) seen.push(imports[0].progress);
      await new Promise((wake) => setTimeout(wake, 20));
    }
    const { body } = await sent;
    expect(body).toMatchObject({ status: 'recorded', summary: { accepted: 12_000 } });
    expect(body).not.toHaveProperty('progress');
    expect(seen.length).toBeGreaterThan(0);
    for (const { phase, rows, of } of seen) {
      expect(rows).toBeLessThanOrEqual(12_000);
      expect(of).toBe(phase === 'reading' ? undefined : 12_000);
    }
    expect((await post(`/v1/imports/${body.id}/undo`)).status).toBe(200);
  });

  test('takes several pages of an invoice as one import', async () => {
    const item = {
      ...Object.fromEntries(Object.entries(row('page')).map(([name, value]) => [name, value])),
      attributes: { objectType: 'OneTimeInvoiceLineItem' },
    };
    const page = JSON.stringify({ totalCount: 1, items: [item] });
    const { body } = await send([page, page], { mapping: MAPPING });
    expect(body.summary).toMatchObject({ rows: 2, accepted: 2 });
  });

  test('says of a file that cannot be imported what to do, and leaves no trace', async () => {
    const before = ((await stage.get('/v1/imports')).body as { imports?: unknown[] }).imports;
    const refused = await send([new Uint8Array(Buffer.from('PK\u0003\u0004 not a table'))]);
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ code: 'file-refused', reason: 'not-a-table' });
    expect(String(refused.body['detail'])).toContain('zip archive or an Excel workbook');
    const unclosed = await send([`${NCE_COLUMNS.join(',')}\n"never closed`], { mapping: MAPPING });
    expect(unclosed.body).toMatchObject({ status: 422, reason: 'quote-not-closed' });
    const bad = await send(['a,b\n1,2\n'], { mapping: 'source: [' });
    expect(bad.body).toMatchObject({ status: 422, reason: 'mapping-invalid' });
    expect(((await stage.get('/v1/imports')).body as { imports?: unknown[] }).imports).toEqual(
      before,
    );
    expect(readdirSync(join(stage.dataDirectory, 'imports'))).toEqual([]);
  });

  test('refuses what is no form of files, parts that it does not know, and unknown imports', async () => {
    const json = await stage.submit({}, 'application/json');
    expect(json.status).toBe(400);
    const noForm = await stage.service.fetch('/v1/imports', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(noForm.status).toBe(415);
    expect((await send([], { source: 'ecb' })).body).toMatchObject({ status: 400 });
    expect((await send(['a,b\n'], { extra: 'x' })).body).toMatchObject({ status: 400 });
    const unknown = '/v1/imports/00000000-0000-7000-8000-000000000000';
    expect((await stage.get(unknown)).body).toMatchObject({ status: 404, code: 'import-unknown' });
  });

  test('is for those who may send facts, each for their own organizations', async () => {
    const reader = await stage.newKey({ role: 'read' });
    const limited = await stage.newKey({ role: 'ingest', organizations: ['fabrikam'] });
    const file = tableText(NCE_COLUMNS, [row('o-9'), row('o-9', { PartnerId: 'p-2' })]);
    expect((await send([file], { mapping: MAPPING }, reader.key)).status).toBe(403);
    const own = await send([file], { mapping: MAPPING }, limited.key);
    expect(own.body.summary).toMatchObject({ accepted: 1, rejected: 1 });
    const listed = await stage.get('/v1/imports', limited.key);
    expect((listed.body['imports'] as Import[]).map(({ id }) => id)).toEqual([own.body.id]);
    const all = (await stage.get('/v1/imports')).body['imports'] as Import[];
    const others = all.find(({ id }) => id !== own.body.id);
    expect((await stage.get(`/v1/imports/${String(others?.id)}`, limited.key)).status).toBe(404);
  });
});
