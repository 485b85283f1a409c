import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Desk, enrolment, mapping } from './desk.js';

const MAPPING = (organization: string, plan = 'dynamics-365-plan-2') =>
  mapping(`
source: shop
identity: [Order, Line, Day]
dates: month-first
facts:
  - type: RevenueBooked
    fields:
      organizationId: { value: ${organization} }
      customerId: Customer
      product: { value: ${plan} }
      revenueType: { value: net-new }
      amount: Amount
      currency: { value: USD }
      bookedOn: Day
`);

let desk: Desk;
let organization = '';
let organizations = 0;
beforeAll(async () => {
  desk = await Desk.open();
});
beforeEach(async () => {
  organization = `shop-${(organizations += 1)}`;
  await desk.record(enrolment(organization));
});
afterAll(async () => {
  await desk.close();
});

/** Rows `order line amount`, a line each. */
function file(...rows: readonly string[]): string {
  const cells = rows.map((row) => {
    const [order, line, amount] = row.split(' ');
    return `${order},${line},c1,2021-05-20,${amount}`;
  });
  return ['Order,Line,Customer,Day,Amount', ...cells, ''].join('\n');
}

const importing = async (...rows: readonly string[]) =>
  await desk.import(file(...rows), { mapping: MAPPING(organization) });

const counts = ({ summary }: Awaited<ReturnType<typeof importing>>) => {
  const { accepted, duplicates, changed, rejected } = summary;
  return { accepted, duplicates, changed, rejected };
};

describe('a row without an id', () => {
  test('is booked once, however often its file is imported and in whatever order it is', async () => {
    const rows = ['a 1 10.00', 'a 1 20.00', 'a 1 20.00', 'a 2 5.00', 'b 1 7.00'];
    expect(counts(await importing(...rows))).toMatchObject({ accepted: 5 });
    expect(counts(await importing(...rows))).toMatchObject({ duplicates: 5 });
    expect(counts(await importing(...rows.toReversed()))).toMatchObject({ duplicates: 5 });
    expect(await desk.amounts(organization)).toEqual(['10.00', '20.00', '20.00', '5.00', '7.00']);
  });

  test('that is new in a file that is issued again is booked alone', async () => {
    await importing('a 1 10.00', 'a 1 20.00');
    const again = await importing('a 1 5.00', 'a 1 10.00', 'a 1 20.00', 'c 1 1.00');
    expect(counts(again)).toEqual({ accepted: 2, duplicates: 2, changed: 0, rejected: 0 });
    expect(await desk.amounts(organization)).toEqual(['1.00', '10.00', '20.00', '5.00']);
  });

  test('that stands alone where there were two like it is known again', async () => {
    await importing('a 1 10.00', 'a 1 20.00');
    expect(counts(await importing('a 1 20.00'))).toMatchObject({ duplicates: 1 });
    expect(await desk.amounts(organization)).toEqual(['10.00', '20.00']);
  });

  test('whose money changed is retracted and booked anew, together', async () => {
    await importing('a 1 10.00', 'a 1 20.00', 'b 1 1.00');
    const changed = await importing('a 1 20.00', 'a 1 30.00', 'b 1 1.00');
    expect(counts(changed)).toEqual({ accepted: 0, duplicates: 2, changed: 1, rejected: 0 });
    expect(changed.summary.changes).toMatchObject([
      { row: 3, was: { amount: '10.00' }, is: { amount: '30.00' } },
    ]);
    expect(await desk.amounts(organization)).toEqual(['1.00', '20.00', '30.00']);
    const types = (await desk.facts(organization)).slice(-2).map(({ type }) => type);
    expect(types).toEqual(['FactRetracted', 'RevenueBooked']);
  });

  test('whose money changes back in another file changes back, but not when the older file itself comes again', async () => {
    await importing('a 1 10.00');
    await importing('a 1 30.00');
    const older = await importing('a 1 10.00');
    expect(counts(older)).toMatchObject({ duplicates: 1, changed: 0 });
    expect(older.summary.retracted).toBe(1);
    expect(await desk.amounts(organization)).toEqual(['30.00']);
    const back = await importing('a 1 10.00', 'b 1 1.00');
    expect(counts(back)).toMatchObject({ changed: 1, accepted: 1 });
    expect(await desk.amounts(organization)).toEqual(['1.00', '10.00']);
  });

  test('that was retracted by hand stays retracted', async () => {
    await importing('a 1 10.00');
    const booked = (await desk.facts(organization)).at(-1);
    await desk.record({
      type: 'FactRetracted',
      source: 'a person',
      id: `by-hand-${organization}`,
      data: {
        organizationId: organization,
        factSource: booked?.source ?? '',
        factId: booked?.id ?? '',
        reason: 'a mistake',
      },
    });
    const again = await importing('a 1 10.00');
    expect(counts(again)).toMatchObject({ duplicates: 1 });
    expect(again.summary.retracted).toBe(1);
    expect(await desk.amounts(organization)).toEqual([]);
  });

  test('is the same whatever case and form its identifying cells are written in', async () => {
    await importing('a 1 10.00');
    const text = 'amount;day;customer;LINE;order\n10.00;5/20/2021;c1;1;A\n';
    const again = await desk.import(text, { mapping: MAPPING(organization) });
    expect(counts(again)).toMatchObject({ duplicates: 1 });
  });
});

describe('a dry run', () => {
  test('says what the import would, and records and keeps nothing', async () => {
    await importing('a 1 10.00', 'b 1 5.00');
    const before = await desk.facts(organization);
    const kept = (await desk.imports.list({ limit: 1_000 })).length;
    const rows = ['a 1 11.00', 'b 1 5.00', 'c 1 x', 'd 1 1.00', 'd 1 1.00'];
    const dry = await desk.import(file(...rows), {
      mapping: MAPPING(organization),
      dryRun: true,
    });
    expect(await desk.facts(organization)).toEqual(before);
    expect(await desk.imports.list({ limit: 1_000 })).toHaveLength(kept);
    const real = await importing(...rows);
    expect(counts(dry)).toEqual({ accepted: 2, duplicates: 1, changed: 1, rejected: 1 });
    expect(counts(real)).toEqual(counts(dry));
    expect(real.summary.totals).toEqual(dry.summary.totals);
  });
});

describe('an import that is undone', () => {
  const undo = async (id: string | null) => (await desk.imports.undo(id ?? '', 'test')).undo;

  test('takes back what it alone brought, and is imported again as if it were new', async () => {
    const first = await importing('a 1 10.00', 'b 1 20.00');
    const second = await importing('b 1 20.00', 'c 1 30.00');
    expect(await undo(first.id)).toMatchObject({ retracted: 1, shared: 1 });
    expect(await desk.amounts(organization)).toEqual(['20.00', '30.00']);
    expect(await undo(second.id)).toMatchObject({ retracted: 2, shared: 0 });
    expect(await desk.amounts(organization)).toEqual([]);
    const again = await importing('a 1 10.00', 'b 1 20.00');
    expect(counts(again)).toMatchObject({ accepted: 2 });
    expect(await desk.amounts(organization)).toEqual(['10.00', '20.00']);
    expect(await undo(again.id)).toMatchObject({ retracted: 2 });
    expect(await desk.amounts(organization)).toEqual([]);
  });

  test('brings back what it had changed, where that is still said', async () => {
    const first = await importing('a 1 10.00');
    const second = await importing('a 1 30.00');
    expect(await undo(second.id)).toMatchObject({ retracted: 1, reinstated: 1 });
    expect(await desk.amounts(organization)).toEqual(['10.00']);
    const third = await importing('a 1 40.00');
    expect(await undo(first.id)).toMatchObject({ retracted: 0 });
    expect(await undo(third.id)).toMatchObject({ retracted: 1, reinstated: 0 });
    expect(await desk.amounts(organization)).toEqual([]);
  });

  test('is marked so, cannot be undone twice, and leaves what was recorded otherwise alone', async () => {
    await desk.record({
      type: 'RevenueBooked',
      source: 'a feed',
      id: 'booking-1',
      data: {
        organizationId: organization,
        bookingId: 'of-a-feed',
        customerId: 'c1',
        product: 'crm-online',
        revenueType: 'net-new',
        amount: '99.00',
        currency: 'USD',
        bookedOn: '2021-01-01',
      },
    });
    const { id } = await importing('a 1 10.00');
    const { import: record } = await desk.imports.undo(id ?? '', 'test');
    expect(record).toMatchObject({ status: 'undone', undoneBy: 'test' });
    await expect(desk.imports.undo(id ?? '', 'test')).rejects.toThrow('was undone already');
    expect(await desk.amounts(organization)).toEqual(['99.00']);
  });
});

describe('rejected rows', () => {
  const ROWS = ['a 1 ten', 'b 1 20.00', 'c 1', 'd 1 1.005'];

  test.each([
    ['UTF-8 and commas', (text: string) => Buffer.from(text)],
    ['a byte order mark', (text: string) => Buffer.from(`\ufeff${text}`)],
    [
      'UTF-16 and semicolons',
      (text: string) => Buffer.from(`\ufeff${text.replaceAll(',', ';')}`, 'utf16le'),
    ],
    [
      'UTF-16, the other way round',
      (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
    ],
    ['Windows-1252 and tabs', (text: string) => Buffer.from(text.replaceAll(',', '\t'), 'latin1')],
  ])('come back in the form of their file: %s', async (_name, bytesOf) => {
    const text = file(...ROWS).replaceAll('c1', 'Müller & Söhne');
    const { id, summary } = await desk.import(bytesOf(text), { mapping: MAPPING(organization) });
    expect(summary).toMatchObject({ accepted: 1, rejected: 3 });
    const rejects = await desk.rejects(id ?? '');
    const lines = text.split('\n');
    const expected = [lines[0], lines[1], lines[3], lines[4], ''].join('\n');
    expect(rejects).toEqual(bytesOf(expected));
  });

  test('are imported when they are mended, and then the whole file is known', async () => {
    const { id } = await importing(...ROWS);
    const mended = (await desk.rejects(id ?? ''))
      .toString()
      .replace('ten', '10.00')
      .replace('undefined', '30.00')
      .replace('1.005', '1.01');
    expect(counts(await desk.import(mended, { mapping: MAPPING(organization) }))).toMatchObject({
      accepted: 3,
      rejected: 0,
    });
    expect(await desk.amounts(organization)).toEqual(['1.01', '10.00', '20.00', '30.00']);
  });

  test('are counted by what mends them, and say row, column, value and reason', async () => {
    const { summary } = await importing('a 1 ten', 'b 1 eleven', 'c 1 1.0005');
    expect(summary.mends.map(({ rows, code }) => [rows, code])).toEqual([
      [2, 'no-number'],
      [1, 'too-many-decimals'],
    ]);
    expect(summary.rejects[1]).toMatchObject({
      row: 3,
      column: 'Amount',
      value: 'eleven',
      reason: 'eleven is no number with a decimal point',
    });
  });

  test('of an organization that is not enrolled come back, too', async () => {
    const { id, summary } = await desk.import(file('a 1 1.00'), { mapping: MAPPING('nobody') });
    expect(summary.mends).toMatchObject([{ rows: 1, code: 'organization-unknown' }]);
    expect((await desk.rejects(id ?? '')).toString()).toBe(file('a 1 1.00'));
  });
});
