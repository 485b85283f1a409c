import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { guessedMapping } from '@app/ingestion';
import { Desk, mapping, partOf } from './desk.js';

let desk: Desk;
beforeAll(async () => {
  desk = await Desk.open('contoso');
});
afterAll(async () => {
  await desk.close();
});

/** Lines of orders; the amount, what it is made of, and the remark are what may be mended. */
const file = (amount: string, fee: string, remark: string) =>
  [
    'Partner,Order No,Line,Customer,Product,Kind,Booked on,Amount,Currency,Fee,Hours,Invoice value,Remark',
    `P-1,1001,1,c-1,CRM,new,2021-05-20,${amount},USD,${fee},1.5,100,${remark}`,
    'P-1,1001,2,c-1,CRM,new,2021-05-20,20.00,USD,2,2,20,none',
    'P-1,1002,1,c-2,CRM,new,2021-05-21,30.00,USD,3,3.25,30,none',
    '',
  ].join('\n');

test('a guessed mapping books a file once, and shows what was mended in it as changed', async () => {
  const content = file('10.00', '1', 'first');
  const guessed = await guessedMapping(partOf(content, 'orders.csv'));
  const identity = /^identity:\n((?: {2}- .*\n)+)/m.exec(guessed)?.[1] ?? '';
  expect(identity.match(/(?<=- ).*/g)).toEqual([
    'Partner',
    'Order No',
    'Line',
    'Customer',
    'Product',
    'Kind',
    'Booked on',
    'Currency',
  ]);
  const filled = guessed
    .replace('organizations: {}', 'organizations: { P-1: contoso }')
    .replace('products: {}', 'products: { CRM: crm-online }')
    .replace('revenueTypes: {}', 'revenueTypes: { new: net-new }');
  const options = { mapping: mapping(filled) };
  expect((await desk.import(content, options)).summary).toMatchObject({ accepted: 3 });
  expect((await desk.import(`${content}\n`, options)).summary).toMatchObject({ duplicates: 3 });
  const mended = await desk.import(file('11.00', '1.10', 'mended, by hand'), options);
  expect(mended.summary).toMatchObject({ rejected: 1 });
  const quoted = await desk.import(file('11.00', '1.10', '"mended, by hand"'), options);
  expect(quoted.summary).toMatchObject({ duplicates: 2, changed: 1, rejected: 0 });
  expect(await desk.amounts('contoso')).toEqual(['11.00', '20.00', '30.00']);
});
