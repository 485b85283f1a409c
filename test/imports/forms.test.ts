import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { FileRefused, type FilePart, openFile, type OpenOptions } from '@app/ingestion';
import { SHOP_MAPPING } from '../support/shop-mapping.js';
import { type Content, Desk, mapping, partOf } from './desk.js';

let desk: Desk;
beforeAll(async () => {
  desk = await Desk.open('contoso');
});
afterAll(async () => {
  await desk.close();
});

let orders = 0;
/** A file of rows `day;amount`, apart by semicolons, each an order of its own. */
function shop(...rows: readonly string[]): string {
  const lines = rows.map((row) => `o-${(orders += 1)};c;${row}`);
  return ['Order;Customer;Day;Amount', ...lines].join('\n');
}

const dry = async (content: Content, options: OpenOptions = {}) =>
  await desk.import(content, { mapping: mapping(SHOP_MAPPING), ...options, dryRun: true });

/** What a file is refused with. */
async function refusal(part: FilePart, options: OpenOptions = {}): Promise<[string, string]> {
  try {
    const file = await openFile([part], { mapping: mapping(SHOP_MAPPING), ...options });
    for await (const _page of file.rows());
  } catch (error) {
    if (error instanceof FileRefused) return [error.code, error.message];
    throw error;
  }
  throw new Error('the file was not refused');
}

const refused = async (content: Content, options: OpenOptions = {}) =>
  await refusal(partOf(content, 'file.csv'), options);

describe('the order of days and the decimals of a file', () => {
  test.each([
    ['2/13/2020;1.50', 'month-first', 'shown', 'point', 'shown', ['2020-02'], '1.50'],
    ['13/2/2020;1,50', 'day-first', 'shown', 'comma', 'shown', ['2020-02'], '1.50'],
    ['13.02.2020;1.234,50', 'day-first', 'shown', 'comma', 'shown', ['2020-02'], '1234.50'],
    ['2020-02-13T23:59:59-08:00;7', 'month-first', 'none', 'point', 'none', ['2020-02'], '7.00'],
    ['June 18, 2021;1,209.6', 'month-first', 'none', 'point', 'shown', ['2021-06'], '1209.6'],
  ])('%s', async (row, dates, datesBasis, decimals, decimalsBasis, months, amount) => {
    const { file, summary } = await dry(shop(row));
    expect(file.dates).toEqual({ is: dates, basis: datesBasis });
    expect(file.decimals).toEqual({ is: decimals, basis: decimalsBasis });
    expect(summary.totals.map(({ month }) => month)).toEqual(months);
    expect(Number(summary.totals[0]?.amount)).toBe(Number(amount));
  });

  test('are not guessed where nothing shows them', async () => {
    expect(await refused(shop('2/1/2020;1.50'))).toMatchObject(['dates-ambiguous', /--dates/]);
    expect(await refused(shop('2020-02-01;1,234'))).toMatchObject(['decimals-ambiguous', {}]);
    const forced = await dry(shop('2/1/2020;1,234'), { dates: 'day-first', decimals: 'comma' });
    expect(forced.summary.rejected).toBe(1);
    const known = mapping(`${SHOP_MAPPING}\ndates: day-first\ndecimals: point`);
    const { summary } = await dry(shop('2/1/2020;1,234'), { mapping: known });
    expect(summary.totals).toMatchObject([{ month: '2020-01', amount: '1234.00' }]);
  });

  test('that were only known and are contradicted far down refuse the whole file', async () => {
    const known = mapping(`${SHOP_MAPPING}\ndates: month-first\ndecimals: point`);
    const many = Array.from({ length: 1_500 }, () => '2/1/2020;1');
    const [code, message] = await refused(shop(...many, '13/1/2020;1'), { mapping: known });
    expect([code, message]).toMatchObject(['dates-ambiguous', /row 1502 can only be day-first/]);
    const amounts = await refused(shop(...many, '2/1/2020;1,5'), { mapping: known });
    expect(amounts[0]).toBe('decimals-ambiguous');
  });

  test('that the file shows leave a row that says otherwise as a reject', async () => {
    const { summary } = await dry(shop('2/13/2020;1.5', '2/30/2020;1.5', '2/3/2020;1.5'));
    expect(summary).toMatchObject({ accepted: 2, rejected: 1 });
    expect(summary.rejects[0]?.reason).toContain('2/30/2020 is no day');
  });
});

describe('a file that is no table', () => {
  test.each([
    ['a zip archive or a workbook', Buffer.from('PK\u0003\u0004rest'), /Excel workbook/],
    ['gzip', gzipSync('a,b\n'), /gunzip/],
    ['a PDF', Buffer.from('%PDF-1.7'), /PDF/],
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), /\.xls/],
    ['zero bytes', Buffer.from('Order;Day\u0000\n'), /zero bytes/],
    ['nothing', Buffer.alloc(0), /empty/],
    [
      'an unclosed quote',
      Buffer.from(`${shop('2020-01-01;1')}\no-x;"c;1`),
      /behind row 2 is never/,
    ],
    ['blank lines', Buffer.from('\n\n'), /no first row/],
  ])('is refused with what to do: %s', async (_name, bytes, message) => {
    const [, said] = await refused(bytes);
    expect(said).toMatch(message);
  });

  test('with a cell of 100 MB is refused without holding it', async () => {
    const before = process.memoryUsage().rss;
    const part: FilePart = {
      name: 'large.csv',
      async *bytes() {
        yield Buffer.from('Order;Customer;Day;Amount\no-1;"');
        const piece = Buffer.alloc(1_048_576, 'x');
        for (let mebibytes = 0; mebibytes < 100; mebibytes += 1) {
          yield piece;
          await new Promise(setImmediate);
        }
      },
    };
    expect(await refusal(part)).toMatchObject(['row-too-large', /longer than 1 MiB/]);
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
  });

  test('lacks columns, or has one twice', async () => {
    const [, message] = await refused('Order;Customer;Amount\no;c;1\n');
    expect(message).toContain('the file lacks Day; it has Order, Customer, Amount');
    const twice = await refused('Order;Customer;Day;Amount;amount\no;c;2020-01-01;1;2\n');
    expect(twice[1]).toContain('two columns are called Amount');
  });
});

describe('cells', () => {
  test('with formulas, too few or too many of them are rejects of their rows', async () => {
    const { summary } = await dry(
      `${shop('2020-01-01;1.50', '2020-01-01;=1+1', '2020-01-01')}\n=1+1;c;2020-01-01;1.50\n\n;;;\no-z;c;2020-01-01;1.50;more\no-y;c;2020-01-01;1.50;;;\n`,
    );
    expect(summary).toMatchObject({ rows: 6, accepted: 2, rejected: 4 });
    expect(summary.rejects.map(({ row, code }) => [row, code])).toEqual([
      [3, 'formula'],
      [4, 'columns-differ'],
      [5, 'formula'],
      [8, 'columns-differ'],
    ]);
  });

  test('in Windows-1252, UTF-16 without a mark and UTF-8 read alike', async () => {
    const text = shop('2020-01-01;1.50').replaceAll(';c;', ';Müller – Söhne;');
    const windows = Buffer.from(text.replace('–', '\u0096'), 'latin1');
    for (const [bytes, encoding] of [
      [Buffer.from(text), 'utf-8'],
      [windows, 'windows-1252'],
      [Buffer.from(text, 'utf16le'), 'utf-16le'],
      [Buffer.from(text, 'utf16le').swap16(), 'utf-16be'],
    ] as const) {
      const file = await openFile([partOf(bytes, 'f')], { mapping: mapping(SHOP_MAPPING) });
      expect(file.description.form).toMatchObject({ encoding, bom: false });
      for await (const page of file.rows()) {
        expect(page[0]?.read.facts?.[0]?.data).toMatchObject({ customerId: 'Müller – Söhne' });
      }
    }
  });
});

describe('a mapping', () => {
  test.each([
    ['source: [', /1:10: this is no YAML/],
    ['extends: nobody', /there is no built-in source nobody/],
    ['source: a\nfacts: []', /facts/],
    ['source: a\nsurprise: 1\nfacts: [{type: ExamPassed, fields: {}}]', /2:\d+: .*surprise/],
    [
      'source: a\nfacts:\n  - type: ExamPassed\n    fields: { exam: E, individualId: I, passedOn: P }',
      /4:13: ExamPassed lacks organizationId/,
    ],
    ['extends: exams\nfacts: [{type: ExamPassed, fields: {score: S}}]', /has no field score/],
    [
      SHOP_MAPPING.replace('identity: [Order]\n', ''),
      /RevenueBooked needs identity \(the columns that tell bookings apart\)/,
    ],
    [SHOP_MAPPING.replace('Day', '{ from: Day, map: days }'), /there is no map days under maps/],
  ])('that is wrong is told with line and column: %#', (yaml, message) => {
    expect(() => mapping(yaml)).toThrow(message);
  });
});

describe('what is forced', () => {
  test('takes the place of what would be found out about bytes and columns', async () => {
    const piped = 'Order|Customer|Day|Amount|a,b,c,d,e,f\no-1|c|2020-02-13|7|x\n';
    expect(await refused(piped)).toMatchObject(['columns-missing', /lacks/]);
    const { summary } = await dry(piped, { delimiter: '|' });
    expect(summary.accepted).toBe(1);
    const umlauts = Buffer.from('Order;Customer;Day;Amount\nö-1;c;2020-02-13;7\n');
    const { file } = await dry(umlauts, { encoding: 'windows-1252' });
    expect(file).toMatchObject({ form: { encoding: 'windows-1252' } });
    const latin = Buffer.from('Order;Customer;Day;Amount\n\xf6-1;c;2020-02-13;7\n', 'latin1');
    expect(await refused(latin, { encoding: 'utf-8' })).toMatchObject(['not-text', /windows-1252/]);
  });

  test('and what only accepted rows show is said with the rejects, which are read the same by it', async () => {
    const content = shop('13/2/2020;1,50', '2/1/2020;1.234', '3/1/2020;5,00').replace(
      /;c;2/,
      ';;2',
    );
    const first = await desk.import(content, { mapping: mapping(SHOP_MAPPING) });
    expect(first.summary).toMatchObject({ accepted: 2, rejected: 1 });
    const rejects = (await desk.rejects(String(first.id))).toString();
    expect(rejects).toContain(';;2/1/2020;1.234');
    const mended = rejects.replace(';;', ';c;');
    expect(await refused(mended)).toMatchObject(['dates-ambiguous', /--dates/]);
    const { dates, decimals } = first.file.readAgain ?? {};
    expect({ dates, decimals }).toEqual({ dates: 'day-first', decimals: 'comma' });
    const again = await dry(mended, { ...(dates && { dates }), ...(decimals && { decimals }) });
    expect(again.summary.totals).toMatchObject([{ month: '2020-01', amount: '1234.00' }]);
  });
});

describe('JSON that is no invoice', () => {
  test('is told what was looked for', async () => {
    expect(await refused('{"a":1}')).toMatchObject([
      'source-unrecognised',
      /list called items.*specversion/,
    ]);
    expect(await refused('{"a":1}\n{"a":2}')).toMatchObject(['malformed-json', /specversion/]);
    expect(await refused('{"specversion":"1.0"}\n')).toMatchObject([
      'source-unrecognised',
      /CloudEvents.*\/v1\/events/,
    ]);
  });
});
