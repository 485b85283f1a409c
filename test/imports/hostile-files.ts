import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';

/** A file as somebody may send it, and how many rows it holds where that is beyond doubt. */
export interface HostileFile {
  readonly bytes: Buffer;
  /** `null` = its bytes were damaged: what a row is cannot be told. */
  readonly rows: number | null;
  readonly kind: string;
}

const day = fc
  .record({
    year: fc.integer({ min: 2015, max: 2025 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 29 }),
    form: fc.constantFrom('iso', 'iso', 'us', 'us time', 'instant', 'named'),
  })
  .map(({ year, month, day: of, form }) => {
    const pad = (number: number) => String(number).padStart(2, '0');
    switch (form) {
      case 'iso':
        return `${year}-${pad(month)}-${pad(of)}`;
      case 'us':
        return `${month}/${of}/${year}`;
      case 'us time':
        return `${month}/${of}/${year} 0:00`;
      case 'named':
        return `June ${of}, ${year}`;
      default:
        return `${year}-${pad(month)}-${pad(of)}T09:22:40.1767993-08:00`;
    }
  });

const amount = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: -1e5, max: 1e5 }).map((cents) => String(cents / 100)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '1,234.50',
      '1.234,50',
      '1,5',
      '.5',
      '-',
      '0',
      '1e5',
      '99999999999999',
      '½',
      '1 234,5',
    ),
  },
);

const odd = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom(
    '',
    ' ',
    '=1+1',
    '="0012"',
    '"',
    '""',
    "'",
    '\n',
    '\r\n',
    'a,b;c\td|e',
    '["Trial"]',
  ),
  fc.constantFrom('Zürich', '\u0000', '\ufeff', '\u202e', '__proto__', 'constructor', '*', '👩‍💻'),
);

const CELLS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  PartnerId: fc.constantFrom('p-1', 'p-1', 'P-1', 'p-2', 'p-3'),
  CustomerId: fc.constantFrom('c-1', 'c-2'),
  OrderId: fc.constantFrom('o-1', 'o-2', 'o-3', 'o-4', 'o-5'),
  OrderDate: day,
  ProductId: fc.constantFrom('X', 'X', 'X', 'Y'),
  SkuId: fc.constantFrom('1', ''),
  ChargeType: fc.constantFrom('new', 'New', 'renew', 'cycleCharge', 'gift'),
  Subtotal: amount,
  Currency: fc.constantFrom('USD', 'USD', 'USD', 'USD', 'EUR', 'JPY', 'XXX', 'usd'),
  ChargeStartDate: day,
  PricingCurrency: fc.constantFrom('USD', 'EUR', ''),
  PCToBCExchangeRate: fc.constantFrom('1', '0.8', '0', '', '149.37', '-1'),
  ProductQualifiers: fc.constantFrom('', '', '[]', '["Trial"]'),
};

/** Mostly what stands in such a column, now and then anything. */
function cellOf(column: string): fc.Arbitrary<string> {
  const usual = new Map(Object.entries(CELLS)).get(column) ?? fc.constantFrom('', 'x');
  return fc.oneof({ weight: 60, arbitrary: usual }, { weight: 1, arbitrary: odd });
}

const header = fc.oneof(
  { weight: 8, arbitrary: fc.constant(Object.keys(CELLS)) },
  { weight: 2, arbitrary: fc.shuffledSubarray(Object.keys(CELLS), { minLength: 12 }) },
  { weight: 1, arbitrary: fc.array(odd, { minLength: 1, maxLength: 6 }) },
);

const table = header.chain((columns) =>
  fc.record({
    columns: fc.constant([...columns]),
    rows: fc.array(fc.tuple(...columns.map(cellOf)), { maxLength: 8 }),
    ragged: fc.option(fc.tuple(fc.nat(7), fc.integer({ min: -3, max: 3 })), { freq: 4 }),
    delimiter: fc.constantFrom(',', ',', ';', '\t', '|'),
    quoted: fc.boolean(),
    lineEnd: fc.constantFrom('\n', '\r\n'),
  }),
);

const ENCODINGS: Readonly<Record<string, (text: string) => Buffer>> = {
  'utf-8': (text) => Buffer.from(text),
  'utf-8 bom': (text) => Buffer.from(`\ufeff${text}`),
  'utf-16le': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'utf-16be': (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  'latin-1': (text) => Buffer.from(text, 'latin1'),
};

const damage = fc.oneof(
  fc.record({ do: fc.constant('cut' as const), at: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.record({
    do: fc.constant('put' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 4 }),
  }),
  fc.record({
    do: fc.constant('put' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    bytes: fc.constantFrom('"', '""', '\n', '\u0000', ',').map((text) => Buffer.from(text)),
  }),
);

const tables: fc.Arbitrary<HostileFile> = fc
  .record({
    table,
    encoding: fc.constantFrom(...Object.keys(ENCODINGS)),
    damages: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(damage, { minLength: 1, maxLength: 3 }) },
    ),
  })
  .map(({ table: { columns, rows, ragged, delimiter, quoted, lineEnd }, encoding, damages }) => {
    const cells: string[][] = rows.map((row) => [...row]);
    if (ragged !== null && cells.length > 0) {
      const [place, by] = ragged;
      const row = cells[place % cells.length] ?? [];
      if (by < 0) row.splice(by);
      else row.push(...Array.from({ length: by }, () => 'spare'));
    }
    const options = { delimiter, quoted, quoted_empty: quoted, record_delimiter: lineEnd };
    const text = stringify([columns, ...cells], options);
    let bytes = (ENCODINGS[encoding] as (text: string) => Buffer)(text);
    for (const one of damages) {
      const at = Math.floor(one.at * bytes.length);
      bytes =
        one.do === 'cut'
          ? bytes.subarray(0, at)
          : Buffer.concat([bytes.subarray(0, at), one.bytes, bytes.subarray(at)]);
    }
    const isWhole = damages.length === 0 && encoding !== 'latin-1';
    const filled = cells.filter((row) => row.some((cell) => cell.trim() !== '')).length;
    return { bytes, rows: isWhole ? filled : null, kind: isWhole ? 'table' : 'damaged table' };
  });

const noise: fc.Arbitrary<HostileFile> = fc
  .oneof(
    fc.uint8Array({ maxLength: 200 }).map((bytes) => ({ bytes: Buffer.from(bytes) })),
    fc.string({ unit: 'binary', maxLength: 100 }).map((text) => ({ bytes: Buffer.from(text) })),
    fc.json().map((text) => ({ bytes: Buffer.from(text) })),
    fc.json().map((json) => ({ bytes: Buffer.from(`{"totalCount":1,"items":[${json},{}]}`) })),
  )
  .map((file) => ({ ...file, rows: null, kind: 'noise' }));

export const hostileFile: fc.Arbitrary<HostileFile> = fc.oneof(
  { weight: 9, arbitrary: tables },
  { weight: 1, arbitrary: noise },
);
