import { strict as assert } from 'node:assert';
import { createReadStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keepPersonalData, openDatabase } from '@app/database';
import { openEventStore } from '@app/event-store';
import { Imports } from '@app/importing';
import { builtInMappings, fileOnDisk, openFile, readMapping } from '@app/ingestion';
import { Recorder } from '@app/recording';
import { parse } from 'csv-parse';
import { compared } from '../support/lines.js';
import { alternating, type Run, timed } from '../support/measuring.js';
import type { Row } from '../support/row.js';

const ORGANIZATION = 'contoso';
const MAPPING = `
extends: partner-center-nce
maps:
  organizations: { "*": ${ORGANIZATION} }
  products: { "*": dynamics-365-plan-2 }
`;
const COLUMNS =
  'PartnerId,CustomerId,CustomerName,CustomerDomainName,CustomerCountry,InvoiceNumber,MpnId,Tier2MpnId,OrderId,OrderDate,ProductId,SkuId,' +
  'AvailabilityId,SkuName,ProductName,ChargeType,UnitPrice,Quantity,Subtotal,TaxTotal,Total,Currency,PriceAdjustmentDescription,PublisherName,' +
  'PublisherId,SubscriptionDescription,SubscriptionId,ChargeStartDate,ChargeEndDate,TermAndBillingCycle,EffectiveUnitPrice,UnitType,AlternateId,' +
  'BillableQuantity,BillingFrequency,PricingCurrency,PCToBCExchangeRate,PCToBCExchangeRateDate,MeterDescription,ReservationOrderId,' +
  'CreditReasonCode,SubscriptionStartDate,SubscriptionEndDate,ReferenceId,ProductQualifiers,PromotionId,ProductCategory';

/** Each run imports one file into a place of its own: read, mapped, decided, recorded and on disk, beside `csv-parse` that only reads it. */
export const row: Row = async ({ size, rounds, directory, report }) => {
  const rows = size(100_000, 2_000);
  const file = join(directory, 'nce.csv');
  writeFileSync(file, `${COLUMNS}\n${Array.from({ length: rows }, (_, at) => line(at)).join('')}`);
  let run = 0;
  const medians = await alternating(rounds, {
    import: () => imported(file, join(directory, String((run += 1))), rows),
    'csv-parse': () => parsed(file, rows),
  });
  report(
    compared({
      what: `${rows.toLocaleString('en')} rows of a new-commerce file (47 columns), imported`,
      unit: 'per second',
      ours: medians.import,
      peer: { name: 'csv-parse alone', value: medians['csv-parse'] },
      times: 0.35,
    }),
  );
};

async function imported(file: string, directory: string, rows: number): Promise<Run> {
  mkdirSync(directory);
  const store = await openEventStore({ directory, writesInThread: true });
  const database = await openDatabase({ directory });
  const recorder = new Recorder({
    store,
    keepPersonalData: (kept) => keepPersonalData(database, kept),
  });
  await recorder.record(
    [
      {
        type: 'OrganizationEnrolled',
        source: 'bench',
        id: 'enrolment',
        data: {
          organizationId: ORGANIZATION,
          name: 'Contoso',
          market: 'developed',
          effectiveOn: '2010-01-01',
        },
      },
    ],
    { recordedBy: 'bench' },
  );
  const imports = new Imports({ store, database, recorder, now: Date.now });
  const mapping = readMapping(MAPPING, 'mapping', (source) => builtInMappings().get(source));
  const { ms, result } = await timed(async () => {
    const opened = await openFile([fileOnDisk(file)], { mapping });
    return await imports.import(opened, { recordedBy: 'bench', dryRun: false });
  });
  await store.close();
  await database.close();
  assert.equal(result.summary?.accepted, rows);
  return { value: rows / (ms / 1_000), answer: String(rows) };
}

async function parsed(file: string, rows: number): Promise<Run> {
  const { ms, result } = await timed(async () => {
    let read = 0;
    for await (const _row of createReadStream(file).pipe(parse())) read += 1;
    return read;
  });
  assert.equal(result, rows + 1);
  return { value: rows / (ms / 1_000), answer: String(rows) };
}

/** Rows of many customers over six years; each is another order. */
function line(at: number): string {
  const word = (times: number, width: number) =>
    (Math.imul(at * times + 1, 0x9e3779b1) >>> 0)
      .toString(16)
      .padStart(8, '0')
      .repeat(2)
      .slice(0, width);
  const day = `${1 + (at % 12)}/${1 + (at % 28)}/${2019 + (at % 6)}`;
  const money = ((at % 90_000) / 100).toFixed(2);
  const customer = at % 5_000;
  return (
    `p-1,c-${customer}-d09c-4870-ac1d-33e155e9aebe,"Customer, ${customer} Ltd",cust${customer}.onmicrosoft.com,US,G00${at % 100},5357564,0,` +
    `${word(1, 12)},${day},CFQ7TTC0HL8W,000${at % 4},CFQ7TTC0K59S,Power BI Premium Per User,Power BI Premium Per User,` +
    `${at % 5 === 0 ? 'new' : 'cycleCharge'},16,${1 + (at % 50)},${money},0,${money},USD,"[""Price for given billing period""]",` +
    `Microsoft Corporation,,,${word(7, 8)}-c8de-461c-db6d-91debd5129f0,${day},${day},One-Year commitment for monthly/yearly billing,14.4,,` +
    `${word(3, 12)},${1 + (at % 50)},Monthly,USD,1,5/1/2021,,${word(5, 8)}-7110-496e-9570-623e4c992797,,5/20/2021,5/19/2022,` +
    `${word(11, 8)}-68f4-40b5-84f7-8ed9241eb149,[],,\n`
  );
}
