import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { assay as assayOf } from '../../support/command.js';
import { ADMIN_KEY, RunningService } from '../../support/service.js';

const MAPPING = `
source: shop
identity: [Order]
facts:
  - type: RevenueBooked
    fields:
      organizationId: { value: contoso }
      customerId: Customer
      product: { from: Sku, map: skus }
      revenueType: { value: net-new }
      amount: Amount
      currency: { value: USD }
      bookedOn: Day
maps:
  skus: { S-1: crm-online }
`;
const ENROLMENT = {
  specversion: '1.0',
  id: 'e',
  source: 'test',
  type: 'OrganizationEnrolled',
  data: {
    organizationId: 'contoso',
    name: 'Contoso',
    market: 'developed',
    effectiveOn: '2017-01-01',
  },
};

let folder: string;
let data: string;
const file = (name: string) => join(folder, name);

const assay = (args: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
  assayOf(args, { ASSAY_DATA_DIR: data, ...environment });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-imports-'));
  data = file('data');
  writeFileSync(file('map.yaml'), MAPPING);
  writeFileSync(file('enrolment.ndjson'), `${JSON.stringify(ENROLMENT)}\n`);
  const rows = ['o-1;c;S-1;25.12.2020;"1.000,50"', 'o-2;c;S-2;25.12.2020;5,00'];
  writeFileSync(file('shop.csv'), `Order;Customer;Sku;Day;Amount\n${rows.join('\n')}\n`);
  expect((await assay(['import', file('enrolment.ndjson')])).code).toBe(0);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const importing = (...options: readonly string[]) => [
  'import',
  '--map',
  file('map.yaml'),
  ...options,
  file('shop.csv'),
];

describe('assay import', () => {
  test('shows what was found out, what to mend and what to lay beside the invoice; and undoes it', async () => {
    const dry = await assay(importing('--dry-run'));
    expect(dry.code).toBe(1);
    expect(dry.out).toContain('columns apart by ;, days day-first (shown), decimal comma (shown)');
    expect(dry.out).toContain('dry run: 2 rows: 1 accepted, 0 duplicates, 0 changed, 1 rejected');
    expect(dry.out).toContain(
      '1 row: Sku S-2 is not mapped: add it to the mapping under maps: skus',
    );
    expect(dry.out).toMatch(/2020-12 +USD +1 +1000\.50 +1 rejected +5\.00/);

    const ran = await assay(importing('--rejects', file('rejects.csv'), '--json'));
    expect(ran.code).toBe(1);
    const [record] = (JSON.parse(ran.out) as { imports: { id: string }[] }).imports;
    expect(readFileSync(file('rejects.csv'), 'utf8')).toBe(
      'Order;Customer;Sku;Day;Amount\no-2;c;S-2;25.12.2020;5,00\n',
    );
    expect((await assay(['imports'])).out).toContain(record?.id);
    const undone = await assay(['import', 'undo', String(record?.id)]);
    expect(undone).toMatchObject({ code: 0 });
    expect(undone.out).toContain('1 facts are retracted');
    expect((await assay(importing('--json'))).out).toContain('"accepted": 1');
  });

  test('guesses a mapping that can be imported with once it is filled in', async () => {
    const guessed = await assay(['import', '--guess', file('shop.csv')]);
    expect(guessed.code).toBe(0);
    expect(guessed.out).toContain('dates: day-first');
    expect(guessed.out).toContain('decimals: comma');
    const mended = guessed.out
      .replace('value: TODO', 'value: contoso')
      .replace('value: TODO', 'value: net-new')
      .replace('value: TODO', 'value: USD')
      .replace('products: {}', 'products: { "*": crm-online }');
    writeFileSync(file('guessed.yaml'), mended);
    const ran = await assay([
      'import',
      '--map',
      file('guessed.yaml'),
      '--dry-run',
      file('shop.csv'),
    ]);
    expect(ran.out).toContain('2 rows: 2 accepted');
  });

  test('says what is wrong with a file, a mapping or the way it was asked', async () => {
    writeFileSync(file('book.xlsx'), 'PK\u0003\u0004');
    const zip = await assay(['import', file('book.xlsx')]);
    expect(zip.code).toBe(3);
    expect(zip.err).toContain('save the sheet as CSV');
    const unknown = await assay(['import', file('shop.csv')]);
    expect(unknown.err).toContain('no source is known by the columns Order, Customer');
    writeFileSync(file('bad.yaml'), 'source: shop\nfacts:\n  - type: Revenue\n    fields: {}\n');
    const mapping = await assay(['import', '--map', file('bad.yaml'), file('shop.csv')]);
    expect(mapping.err).toMatch(/bad\.yaml:3:11: facts\.0\.type must be one of/);
    expect((await assay(['import', '--dates', 'often', file('shop.csv')])).code).toBe(2);
    expect((await assay(importing('--dry-run', '--rejects', 'x'))).code).toBe(2);
    const undo = await assay(['import', 'undo', 'nothing']);
    expect(undo).toMatchObject({ code: 2, err: expect.stringContaining('no import nothing') });
  });

  test('says what is not there, and what to do', async () => {
    const missing = await assay(['import', '--json', file('nope.csv')]);
    expect(missing.code).toBe(2);
    expect(JSON.parse(missing.err)).toMatchObject({ error: { code: 'file-not-found' } });
    const noMap = await assay(['import', '--map', file('no.yaml'), file('shop.csv')]);
    expect(noMap).toMatchObject({ code: 2, err: expect.stringContaining('no.yaml') });
    const ofFolder = await assay(['import', folder]);
    expect(ofFolder).toMatchObject({ code: 2, err: expect.stringContaining('is a folder') });
    writeFileSync(file('empty.csv'), '');
    const empty = await assay(['import', file('empty.csv')]);
    expect(empty).toMatchObject({ code: 3, err: expect.stringContaining('empty') });
    writeFileSync(file('list.json'), '[{"specversion":"1.0"}]');
    const list = await assay(['import', file('list.json')]);
    expect(list).toMatchObject({ code: 2, err: expect.stringContaining('jq') });
  });

  test('names what the mended rejects are to be imported with', async () => {
    const ran = await assay(importing('--rejects', file('to mend.csv')));
    const map = file('map.yaml');
    expect(ran.out).toContain(
      `when they are mended: assay import --map ${map} --dates day-first --decimals comma '${file('to mend.csv')}'`,
    );
  });

  test('goes through the service where one is named', async () => {
    const service = await RunningService.start({ dataDirectory: data });
    try {
      const through = { ASSAY_URL: service.url, ASSAY_API_KEY: ADMIN_KEY };
      const ran = await assay(importing('--rejects', file('again.csv'), '--json'), through);
      const [record] = (JSON.parse(ran.out) as { imports: { id: string }[] }).imports;
      expect(record).toMatchObject({ summary: { duplicates: 1, rejected: 1 } });
      expect(readFileSync(file('again.csv'), 'utf8')).toContain('o-2;c;S-2');
      expect((await assay(['imports'], through)).out).toContain(record?.id);
      expect((await assay(['import', 'undo', String(record?.id)], through)).code).toBe(0);
      const refused = await assay(['import', file('book.xlsx')], through);
      expect(refused.err).toContain('save the sheet as CSV');
    } finally {
      await service.stop();
    }
  });
});
