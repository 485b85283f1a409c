import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Desk, enrolment, mapping, sumOf } from './desk.js';
import { LEGACY_COLUMNS, NCE_COLUMNS, tableText } from './partner-center-columns.js';
import { describeWithSharedData, sharedText } from './shared-data.js';

interface WorkedTable {
  readonly section: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const SAMPLES = 'partner-center-samples';
/** What the documentation calls columns where it does not call them by their names in the files. */
const CALLED: Readonly<Record<string, string>> = {
  amount: 'Subtotal',
  total: 'Subtotal',
  amt: 'Subtotal',
  art: 'Subtotal',
  subtotal: 'Subtotal',
  qty: 'Quantity',
  product: 'ProductName',
  productqualifier: 'ProductQualifiers',
  chargestart: 'ChargeStartDate',
  chargeend: 'ChargeEndDate',
  substart: 'SubscriptionStartDate',
  subend: 'SubscriptionEndDate',
};

const OURS = (source: string) =>
  mapping(`
extends: ${source}
maps:
  organizations: { "*": ${organization} }
  products: { "*": dynamics-365-plan-2 }
`);

let desk: Desk;
let organization = '';
let organizations = 0;
beforeAll(async () => {
  desk = await Desk.open();
});
beforeEach(async () => {
  organization = `contoso-${(organizations += 1)}`;
  await desk.record(enrolment(organization));
});
afterAll(async () => {
  await desk.close();
});

/** Cents of a figure as the documentation writes it, by an arithmetic of the test's own. */
function centsOf(figure: string): bigint {
  const [, sign, whole = '', decimals = ''] = /^(-?)([\d,]+)\.?(\d*)$/.exec(figure) ?? [];
  const cents = BigInt(whole.replaceAll(',', '') + decimals.padEnd(2, '0').slice(0, 2));
  return sign === '-' ? -cents : cents;
}

const columnOf = (name: string): string => {
  const key = name.replace(/[^A-Za-z]/g, '').toLowerCase();
  const columns = [...NCE_COLUMNS, ...LEGACY_COLUMNS];
  return CALLED[key] ?? columns.find((column) => column.toLowerCase() === key) ?? name;
};

describeWithSharedData('the worked billing tables of Partner Center', () => {
  const tables = JSON.parse(
    sharedText(`${SAMPLES}/billing-worked-examples.json`),
  ) as (WorkedTable & { source: string })[];

  test('are 51', () => {
    expect(tables).toHaveLength(51);
  });

  test.each(tables.map((table, number) => [number, table.section, table] as const))(
    'number %i (%s) is imported to the cent',
    async (number, _section, { source, columns, rows }) => {
      const isLegacy = /annual|monthly/.test(source);
      const known = { PartnerId: 'p', CustomerId: 'c', ProductId: 'X', SkuId: '1', OfferId: 'X' };
      const records = rows.map((cells, place) => ({
        ...known,
        Currency: 'USD',
        OrderId: `table-${number}`,
        // The tables leave out what tells their rows apart.
        SubscriptionId: `row-${place}`,
        ...Object.fromEntries(columns.map((name, at) => [columnOf(name), cells[at] ?? ''])),
      }));
      const names = isLegacy ? LEGACY_COLUMNS : NCE_COLUMNS;
      const file = tableText(names, records);
      const own = OURS(isLegacy ? 'partner-center-legacy' : 'partner-center-nce');

      const { summary } = await desk.import(file, { mapping: own });

      const isTrial = (row: object) =>
        JSON.stringify((row as Record<string, string>)['ProductQualifiers'] ?? '').includes(
          'Trial',
        );
      const charged = records.filter(
        (row) => !isTrial(row) && ((row as Record<string, string>)['Subtotal'] ?? '') !== '',
      ) as unknown as Record<string, string>[];
      expect(summary.rows).toBe(rows.length);
      expect(summary.accepted).toBe(charged.length);
      expect(summary.rejected).toBe(rows.length - charged.length);
      const expected = charged.reduce((sum, row) => sum + centsOf(row['Subtotal'] ?? ''), 0n);
      expect(sumOf(await desk.amounts(organization))).toBe(expected * 100n);
      const again = await desk.import(file, { mapping: own });
      expect(again.summary).toMatchObject({ accepted: 0, changed: 0, duplicates: charged.length });
    },
  );
});

describeWithSharedData('the samples of the invoice API', () => {
  test.each([
    ['get-invoice-billed-consumption-lineitems.1.json', ['0.49', '0.49'], 0],
    ['get-invoice-billed-consumption-lineitems.3.json', ['0.49'], 0],
    // A trial is no revenue.
    ['get-invoice-unbilled-recon-lineitems.1.json', ['720', '820'], 1],
    ['get-invoiceline-items.1.json', ['0.0', '0.0'], 0],
    ['get-invoiceline-items.3.json', ['0', '63.33'], 0],
    // Daily usage has no price.
    ['get-invoiceline-items.5.json', [], 2],
  ])('%s is imported to the cent', async (name, amounts, rejected) => {
    const text = sharedText(`${SAMPLES}/${name}`);
    const own = OURS('partner-center-nce');
    const { summary, file } = await desk.import(text, { mapping: own, name });
    expect(file.source).toBe('partner-center-invoice');
    expect(await desk.amounts(organization)).toEqual(amounts);
    expect(summary).toMatchObject({ accepted: amounts.length, rejected, nothingToMend: rejected });
    const again = await desk.import(text, { mapping: own });
    expect(again.summary).toMatchObject({ accepted: 0, changed: 0, duplicates: amounts.length });
  });

  test('are on the day that the line itself says, wherever it was written', async () => {
    const text = sharedText(`${SAMPLES}/get-invoice-unbilled-recon-lineitems.1.json`);
    await desk.import(text, { mapping: OURS('partner-center-nce') });
    const days = (await desk.facts(organization)).flatMap((fact) =>
      fact.type === 'RevenueBooked' ? [fact.data.bookedOn] : [],
    );
    expect(days).toEqual(['2021-05-20', '2019-02-04']);
  });
});
