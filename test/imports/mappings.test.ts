import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addMonths, dayOf } from '@app/domain';
import { stringify } from 'csv-stringify/sync';
import { Desk, mapping, sumOf } from './desk.js';
import { describeWithSharedData, sharedText } from './shared-data.js';

const example = (name: string) => mapping(readFileSync(resolve('examples/mappings', name), 'utf8'));

let desk: Desk;
beforeAll(async () => {
  desk = await Desk.open('northwind-traders', 'adventure-works');
});
afterAll(async () => {
  await desk.close();
});

/** Rows of a file without quotes that matter, as its columns' cells. */
const cellsOf = (path: string, delimiter: string) =>
  sharedText(path)
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) => line.split(delimiter));

describeWithSharedData('Northwind through a mapping', () => {
  /** In ten-thousandths: price and discount have two decimals each. */
  const total = ([, , price = '', quantity = '', discount = '']: readonly string[]): bigint =>
    ((sumOf([price]) / 100n) * BigInt(quantity) * (10_000n - sumOf([discount]))) / 100n;
  const lines = () => cellsOf('northwind/OrderDetails.csv', ',').slice(1);
  const rounded = (tenThousandths: bigint): bigint => {
    const [cents, rest] = [tenThousandths / 100n, tenThousandths % 100n];
    return rest > 50n || (rest === 50n && cents % 2n === 1n) ? cents + 1n : cents;
  };

  test('is imported with the totals that its records have, line by line to the cent', async () => {
    const orders = new Map(
      cellsOf('northwind/Orders.csv', ',').map(([id, customer, , day]) => [id, { customer, day }]),
    );
    const rows = lines().map((line) => {
      const [orderId = '', productId = ''] = line;
      const order = orders.get(orderId);
      const decimal = String(total(line)).padStart(5, '0');
      const amount = `${decimal.slice(0, -4)}.${decimal.slice(-4)}`;
      return [orderId, productId, order?.customer ?? '', order?.day ?? '', amount];
    });
    const columns = ['OrderID', 'ProductID', 'CustomerID', 'OrderDate', 'LineTotal'];
    const own = example('northwind-lines.yaml');
    const { summary, file } = await desk.import(stringify([columns, ...rows]), { mapping: own });
    expect(summary).toMatchObject({ rows: 2_155, accepted: 2_155 });
    expect(file.dates).toEqual({ is: 'month-first', basis: 'shown' });

    // The records' own total, before any line is rounded.
    const exact = lines().reduce((sum, line) => sum + total(line), 0n);
    expect(rounded(exact)).toBe(126_579_304n);
    const cents = lines().reduce((sum, line) => sum + rounded(total(line)), 0n);
    expect(sumOf(await desk.amounts('northwind-traders'))).toBe(cents * 100n);
    expect(sumOf(summary.totals.map(({ amount }) => amount))).toBe(cents * 100n);

    const bookings = (await desk.facts('northwind-traders')).flatMap((fact) =>
      fact.type === 'RevenueBooked' ? [fact.data] : [],
    );
    const days = bookings.map(({ bookedOn }) => bookedOn).sort();
    expect([days[0], days.at(-1)]).toEqual(['1996-07-04', '1998-05-06']);
    const trailing = (day: string) =>
      sumOf(
        bookings
          .filter(({ bookedOn }) => bookedOn <= day && dayOf(bookedOn) > addMonths(dayOf(day), -12))
          .map(({ amount }) => amount),
      ) / 100n;
    // Lines are rounded one by one here, and the documented sums are not: they differ by cents.
    for (const [day, documented] of [
      ['1997-07-03', 49_364_362n],
      ['1998-01-01', 61_189_160n],
      ['1998-05-06', 85_688_523n],
    ] as const) {
      const difference = trailing(day) - documented;
      expect(difference > -100n && difference < 100n).toBe(true);
    }
  });
});

describeWithSharedData('AdventureWorks through mappings', () => {
  test('gives every order as a booking, its four decimals rounded to cents', async () => {
    const text = sharedText('adventureworks/PurchaseOrderHeader.csv');
    const own = example('adventureworks-orders.yaml');
    const { summary, file } = await desk.import(text, { mapping: own });
    expect(summary).toMatchObject({ rows: 4_012, accepted: 4_012 });
    expect(file.form).toMatchObject({ delimiter: '\t', header: null });
    const cells = cellsOf('adventureworks/PurchaseOrderHeader.csv', '\t');
    const cents = cells.map((row) => {
      const units = sumOf([(row[8] ?? '').replace(/^\./, '0.')]);
      const [whole, rest] = [units / 100n, units % 100n];
      return rest > 50n || (rest === 50n && whole % 2n === 1n) ? whole + 1n : whole;
    });
    const expected = cents.reduce((sum, one) => sum + one, 0n);
    expect(sumOf(await desk.amounts('adventure-works'))).toBe(expected * 100n);
  });

  test('gives 296 department periods of 290 people, 6 of them ended', async () => {
    const text = sharedText('adventureworks/EmployeeDepartmentHistory.csv');
    const { summary } = await desk.import(text, { mapping: example('adventureworks-people.yaml') });
    expect(summary).toMatchObject({ rows: 296, rejected: 0 });
    const facts = await desk.facts('adventure-works');
    const joined = facts.filter(({ type }) => type === 'IndividualJoined');
    expect(facts.filter(({ type }) => type === 'IndividualLeft')).toHaveLength(6);
    expect(
      new Set(joined.map(({ data }) => ('individualId' in data ? data.individualId : ''))).size,
    ).toBe(290);
  });
});
