import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { assay as assayOf } from '../../support/command.js';

const OPERATIONS = 'cloud-business-applications/enterprise-operations';
const EXAMS = ['MB6-893', 'MB6-892', 'MB6-890', '70-764'];

let folder: string;

const assay = (...args: string[]) => assayOf(['--data-dir', join(folder, 'data'), ...args]);

let made = 0;

function file(name: string, facts: readonly [type: string, data: object][]): string {
  const path = join(folder, name);
  const lines = facts.map(([type, data]) => {
    made += 1;
    const event = { specversion: '1.0', id: `e-${made}`, source: 'test', type };
    return JSON.stringify({ ...event, data: { organizationId: 'contoso', ...data } });
  });
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-cli-reasons-'));
  const facts = file('facts.ndjson', [
    ['OrganizationEnrolled', { name: 'Contoso', market: 'developed', effectiveOn: '2016-01-01' }],
    ['PartnerOfRecordAssociated', { customerId: 'acme', effectiveOn: '2016-01-01' }],
    ['RevenueBooked', booking('b1', '110000')],
    ['RevenueBooked', { ...booking('b2', '41200'), customerId: 'nobodys' }],
    ...['p1', 'p2', 'p3', 'p4', 'p5'].flatMap((individualId): [string, object][] => [
      ['IndividualJoined', { individualId, effectiveOn: '2016-01-01' }],
      ...EXAMS.map((exam): [string, object] => [
        'ExamPassed',
        { individualId, exam, passedOn: '2017-01-01' },
      ]),
    ]),
  ]);
  const { code } = await assay('--quiet', 'import', facts);
  expect(code).toBe(0);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function booking(bookingId: string, amount: string): object {
  return {
    bookingId,
    customerId: 'acme',
    product: 'dynamics-365-plan-2',
    revenueType: 'net-new',
    amount,
    currency: 'USD',
    bookedOn: '2017-09-14',
  };
}

const OF_DAY = ['contoso', '--option', OPERATIONS, '--as-of', '2017-12-31'];

test('explain says in sentences what counts and what would, in English and French', async () => {
  const english = await assay('explain', ...OF_DAY, '--tier', 'silver');
  expect(english.code).toBe(0);
  expect(english.out).toContain('The Silver tier is attained, since September 14, 2017');
  expect(english.out).toContain(
    'Not counted: 41,200.00 USD in 1 booking: would count if you were associated with the customer.',
  );
  const french = await assay('explain', ...OF_DAY, '--language', 'fr');
  expect(french.out).toContain('Le niveau Silver est atteint, depuis le 14 septembre 2017');
  const one = await assay('--json', 'explain', ...OF_DAY, '--requirement', 'total-revenue');
  expect((JSON.parse(one.out) as { paragraphs: string[][] }).paragraphs).toHaveLength(4);
  expect((await assay('explain', ...OF_DAY, '--requirement', 'nothing')).code).toBe(2);
});

test('evidence lists every piece with its reason', async () => {
  const { code, out } = await assay('evidence', ...OF_DAY, '--requirement', 'total-revenue');
  expect(code).toBe(0);
  expect(out).toMatch(/counts +@2 +acme .* b1/);
  expect(out).toMatch(/not-partner-of-record +@3 +nobodys .* b2/);
});

test('path ends with 1 where something is needed and with 0 where nothing is', async () => {
  const gold = await assay('path', ...OF_DAY, '--tier', 'gold');
  expect(gold.code).toBe(1);
  expect(gold.out).toContain('190000.00 USD of revenue from dynamics-365-plan-2');
  expect(gold.out).toContain('further individual 10 of 10');
  const silver = await assay('path', ...OF_DAY, '--tier', 'silver');
  expect(silver).toMatchObject({ code: 0, out: 'nothing is needed: the tier is attained\n' });
});

test('dependencies say who is missed, and when', async () => {
  const { code, out } = await assay('dependencies', 'contoso', '--as-of', '2017-12-31');
  expect(code).toBe(0);
  expect(out).toMatch(/p1 +\S+operations +no tier instead of silver +on 2017-12-31/);
  expect(out).toMatch(/acme +\S+operations +no tier instead of silver +on 2017-12-31/);
});

test('what-if changes nothing, and refuses what would not be recorded', async () => {
  const leaving = file('leaving.ndjson', [
    ['IndividualLeft', { individualId: 'p1', effectiveOn: '2017-12-31' }],
  ]);
  const asked = ['what-if', 'contoso', leaving, '--as-of', '2017-12-31'];
  const { code, out } = await assay(...asked);
  expect(code).toBe(0);
  expect(out).toMatch(/operations +silver, lapses 2018-09-14 +→ +no tier/);
  expect((await assay(...asked)).out).toBe(out);
  const again = file('again.ndjson', [['RevenueBooked', booking('b1', '1')]]);
  const refused = await assay('what-if', 'contoso', again);
  expect(refused.code).toBe(1);
  expect(refused.out).toContain('booking-exists');
  const others = file('others.ndjson', [
    [
      'IndividualLeft',
      { organizationId: 'fabrikam', individualId: 'p1', effectiveOn: '2017-12-31' },
    ],
  ]);
  const ofOthers = await assay('what-if', 'contoso', others, '--as-of', '2017-12-31');
  expect(ofOthers.code).toBe(1);
  expect(ofOthers.out).toContain('the fact is of another organization than contoso');
});
