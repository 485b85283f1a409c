import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import Sqlite from 'better-sqlite3';
import { assay as assayOf } from '../../support/command.js';
import { BUILT_IN, CRM_RESELLER, editionText, OwnPrograms } from '../../support/own-programs.js';

let folder: string;
/** Silver for resellers at 120,000 dollars, and at 90,000. */
let stricter: OwnPrograms;
let laxer: OwnPrograms;
let wrong: OwnPrograms;

const assay = (args: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
  assayOf(args, { ASSAY_DATA_DIR: join(folder, 'data'), ...environment });

/** A reseller who is silver by what it has booked on 1 February 2017. */
function reseller(organizationId: string, amount: number): string[] {
  let facts = 0;
  const event = (type: string, data: object) => {
    facts += 1;
    const id = `${organizationId}-${facts}`;
    return JSON.stringify({
      ...{ specversion: '1.0', id, source: 'test', type },
      data: { organizationId, ...data },
    });
  };
  const effectiveOn = '2016-01-01';
  const passes = { p1: ['MB2-714', 'MB2-710'], p2: ['MB2-712'] };
  return [
    event('OrganizationEnrolled', { name: 'A reseller', market: 'developed', effectiveOn }),
    event('PartnerOfRecordAssociated', { customerId: 'acme', effectiveOn }),
    ...Object.entries(passes).flatMap(([individualId, exams]) => [
      event('IndividualJoined', { individualId, effectiveOn }),
      ...exams.map((exam) => event('ExamPassed', { individualId, exam, passedOn: '2016-02-01' })),
    ]),
    event('RevenueBooked', {
      ...{ bookingId: 'b1', customerId: 'acme', product: 'crm-online', revenueType: 'net-new' },
      ...{ amount: `${amount}.00`, currency: 'USD', bookedOn: '2017-02-01' },
    }),
  ];
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-cli-'));
  [stricter, laxer, wrong] = [new OwnPrograms(), new OwnPrograms(), new OwnPrograms()];
  stricter.write({ crmSilver: 120_000 });
  laxer.write({ crmSilver: 90_000 });
  wrong.write();
  writeFileSync(wrong.pathOf(`${BUILT_IN}.yaml`), editionText().replace('kind: roll', 'kind: rol'));
  const facts = [...reseller('contoso', 110_000), ...reseller('fabrikam', 130_000)];
  writeFileSync(join(folder, 'facts.ndjson'), `${facts.join('\n')}\n`);
  const { code, err } = await assay(['import', join(folder, 'facts.ndjson')]);
  expect({ code, err }).toMatchObject({ code: 0 });
});

afterAll(() => {
  for (const own of [stricter, laxer, wrong]) own.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const diff = (...args: string[]) => assay(['programs', 'diff', ...args]);
const file = (own: OwnPrograms) => own.pathOf(`${BUILT_IN}.yaml`);

describe('programs diff of two texts', () => {
  test('says what changed, with exit code 1', async () => {
    expect(await diff('in-force', stricter.folder)).toEqual({
      code: 1,
      out: `${BUILT_IN} ${CRM_RESELLER} net-new-revenue (silver)\n    threshold in developed markets: 120000.00 USD instead of 100000.00 USD\n`,
      err: '',
    });
    const json = await diff('--json', file(stricter), file(laxer));
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out)).toMatchObject({
      changes: [{ old: '120000.00 USD', new: '90000.00 USD' }],
    });
  });

  test('says that nothing did, with exit code 0', async () => {
    expect(await diff('in-force', 'libs/programs/editions')).toMatchObject({
      code: 0,
      out: 'no difference in the rules (citations, readings and names are not compared)\n',
    });
  });

  test('takes as in force what ASSAY_PROGRAMS says', async () => {
    const environment = { ASSAY_PROGRAMS: stricter.folder };
    const same = await assay(['programs', 'diff', 'in-force', stricter.folder], environment);
    expect(same.code).toBe(0);
  });

  test('compares an edition with the one it follows', async () => {
    const next = new OwnPrograms();
    const id = 'microsoft-partner-network/2030';
    next.write({ id, effectiveFrom: '2030-01-01', crmSilver: 90_000 });
    const { out } = await diff('in-force', next.pathOf(`${id}.yaml`));
    expect(out).toContain(`edition: ${id} instead of ${BUILT_IN}\n`);
    expect(out).toContain('in force from: 2030-01-01 instead of ever\n');
    expect(out).toContain('threshold in developed markets: 90000.00 USD instead of 100000.00 USD');
    next.dispose();
  });
});

describe('programs diff for organizations', () => {
  const asOf = ['--as-of', '2017-03-01'];

  test('says what the tier would be, why, and until when', async () => {
    const { code, out } = await diff(
      'in-force',
      file(stricter),
      '--organization',
      'contoso',
      ...asOf,
    );
    expect(code).toBe(1);
    expect(out).toMatch(/^contoso on 2017-03-01, as known at revision 7 \(20/);
    expect(out).toContain(
      [
        `${CRM_RESELLER}: under the new text it would be no tier instead of silver`,
        '    under the old text: silver, since 2017-02-01, no tier from 2018-02-01',
        '    under the new text: no tier, since 2016-01-01, with no change as known',
        '    because on 2017-03-01',
        '       silver  net-new-revenue  was met: 110000.00 of 100000.00 USD  would be not met: 110000.00 of 120000.00 USD',
      ].join('\n'),
    );
    expect(out).toContain('1 of 1 organizations would have another tier, now or later as known');
  });

  test('says it as JSON', async () => {
    const { out } = await diff(
      '--json',
      ...[file(stricter), file(laxer), '--organization', 'contoso', ...asOf],
    );
    const { organizations } = JSON.parse(out) as { organizations: { options: object[] }[] };
    expect(organizations).toMatchObject([
      { organizationId: 'contoso', asOf: '2017-03-01', knownAt: { revision: 7 }, changes: true },
    ]);
    expect(organizations[0]?.options).toContainEqual({
      option: CRM_RESELLER,
      old: { tier: null, since: '2016-01-01', lapsesOn: null, next: null },
      new: {
        ...{ tier: 'silver', since: '2017-02-01', lapsesOn: '2018-02-01' },
        next: { on: '2018-02-01', tier: null },
      },
      differsFrom: '2017-03-01',
      findings: [
        expect.objectContaining({
          old: expect.objectContaining({ met: false, required: '120000.00', shortBy: '10000.00' }),
          new: expect.objectContaining({ met: true, required: '90000.00', actual: '110000.00' }),
        }),
      ],
    });
  });

  test('is good where an organization keeps its tiers', async () => {
    const kept = await diff('in-force', stricter.folder, '--organization', 'fabrikam', ...asOf);
    expect(kept).toMatchObject({ code: 0 });
    expect(kept.out).toContain(`${CRM_RESELLER}: silver, as before, though these find something`);
    const before = [...asOf, '--known-at', '3'];
    const unknownYet = ['in-force', stricter.folder, '--organization', 'contoso', ...before];
    expect(await diff(...unknownYet)).toMatchObject({ code: 0 });
  });

  test('counts how many of several, or of all, change', async () => {
    const both = ['--organization', 'contoso', '--organization', 'fabrikam'];
    const named = await diff('in-force', stricter.folder, ...both, ...asOf);
    expect(named).toMatchObject({ code: 1 });
    expect(named.out).toContain('1 of 2 organizations would');
    expect(named.out).toContain('fabrikam on');
    const all = await diff('in-force', stricter.folder, '--all-organizations', ...asOf);
    expect(all).toMatchObject({ code: 1 });
    expect(all.out).toContain('1 of 2 organizations would');
    expect(all.out).not.toContain('fabrikam');
    const early = ['--all-organizations', '--known-at', '2000-01-01T00:00:00Z'];
    expect((await diff('in-force', stricter.folder, ...early)).out).toBe(
      '0 of 0 organizations would have another tier, now or later as known\n',
    );
  });

  test.each([
    [
      'nobody of this name',
      ['in-force', 'in-force', '--organization', 'nobody'],
      /organization-unknown/,
    ],
    [
      'a text that is not there',
      ['in-force', 'nowhere'],
      /nowhere is not there; expected an edition's file/,
    ],
    ['one text alone', ['in-force'], /missing required argument/],
    [
      'a day and no organization',
      ['in-force', 'in-force', ...asOf],
      /--as-of is of an organization/,
    ],
    [
      'no day',
      ['in-force', 'in-force', '--all-organizations', '--as-of', 'soon'],
      /--as-of is a day/,
    ],
    [
      'a revision that is not there',
      ['in-force', 'in-force', '--organization', 'contoso', '--known-at', '99'],
      /revision-unknown/,
    ],
  ])('is a usage error with %s', async (_what, args, message) => {
    const { code, err } = await diff(...args);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(message) });
  });

  test('does not run with editions that are refused, and says every problem', async () => {
    for (const refused of [wrong.folder, file(wrong)]) {
      const { code, err } = await diff('in-force', refused);
      expect({ code, err }).toEqual({
        code: 3,
        err: expect.stringMatching(
          new RegExp(`the program editions are refused:\n${file(wrong)}:\\d+:\\d+: `),
        ),
      });
    }
  });
});

describe('with ASSAY_PROGRAMS', () => {
  const standing = ['standing', 'contoso', '--as-of', '2017-03-01', '--option', CRM_RESELLER];

  test('questions are answered under the programs of the folder', async () => {
    expect((await assay(standing)).out).toContain(': silver (since 2017-02-01');
    const environment = { ASSAY_PROGRAMS: stricter.folder };
    expect((await assay(standing, environment)).out).toContain(': no tier (since 2016-01-01');
  });

  test('the standings are made again and verified under them', async () => {
    const environment = { ASSAY_PROGRAMS: stricter.folder };
    expect(await assay(['rebuild', '--quiet'], environment)).toMatchObject({ code: 0 });
    expect(await assay(['verify', '--quiet'], environment)).toMatchObject({
      code: 0,
      out: '2 organizations verified: no differences\n',
    });
  });

  test('a folder that is not there, or wrong, is an error of its own', async () => {
    const nowhere = join(folder, 'nowhere');
    expect(await assay(standing, { ASSAY_PROGRAMS: nowhere })).toEqual({
      code: 3,
      out: '',
      err: `assay: the program editions are refused:\n${nowhere}:1:1: there is no such folder; expected one with a folder for each program\n`,
    });
    const { code, err } = await assay(standing, { ASSAY_PROGRAMS: wrong.folder });
    expect({ code, err }).toEqual({ code: 3, err: expect.stringContaining(file(wrong)) });
  });

  test('a wrong folder keeps nobody from a backup, and a rebuild from throwing anything away', async () => {
    const environment = { ASSAY_PROGRAMS: wrong.folder };
    expect(await assay(['export', '--quiet'], environment)).toMatchObject({ code: 0 });
    const backup = ['backup', join(folder, 'backup'), '--quiet'];
    expect(await assay(backup, environment)).toMatchObject({ code: 0 });
    expect(await assay(['rebuild', '--quiet'], environment)).toMatchObject({ code: 3 });
    const { out } = await assay(['verify', '--quiet'], { ASSAY_PROGRAMS: stricter.folder });
    expect(out).toBe('2 organizations verified: no differences\n');
    const database = new Sqlite(join(folder, 'data/read-models.db'), { readonly: true });
    expect(database.prepare('select count(*) as n from standings').get()).toEqual({ n: 6 });
    database.close();
  });

  test('--help says what it is', async () => {
    expect((await assay(['--help'])).out).toContain('ASSAY_PROGRAMS names a folder of editions');
    expect((await assay(['programs', 'diff', '--help'])).out).toContain('--all-organizations');
  });
});
