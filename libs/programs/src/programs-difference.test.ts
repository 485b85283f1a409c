import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { dayOf, type Program } from '@app/domain';
import { counterpartOf, programsWith, standingDifferences, textChanges } from '@app/programs';
import {
  BUILT_IN,
  CRM_RESELLER,
  editionText,
  type OwnEdition,
  OwnPrograms,
} from '../../../test/support/own-programs.js';
import { knownFrom } from '../../../test/support/known-from.js';

let own: OwnPrograms;
beforeEach(() => {
  own = new OwnPrograms();
});
afterEach(() => {
  own.dispose();
});

const builtIn = programsWith(undefined);

/** The programs in force with the built-in edition written anew. */
function programsOf(edition: OwnEdition, change = (text: string) => text): readonly Program[] {
  own.write(edition);
  writeFileSync(own.pathOf(`${edition.id ?? BUILT_IN}.yaml`), change(editionText(edition)));
  return programsWith(own.folder);
}

const NET_NEW = `${BUILT_IN} ${CRM_RESELLER} net-new-revenue`;

describe('the difference of texts', () => {
  test('is none between two readings of one text, or where only what is cited differs', () => {
    expect(textChanges(builtIn, builtIn)).toEqual([]);
    const cited = programsOf({}, (text) => text.replaceAll('Partner must', 'Partners must'));
    expect(cited).not.toEqual(builtIn);
    expect(textChanges(builtIn, cited)).toEqual([]);
  });

  test('is a threshold with the tier and the market it is for', () => {
    expect(textChanges(builtIn, programsOf({ crmSilver: 120_000 }))).toEqual([
      {
        where: `${NET_NEW} (silver)`,
        what: 'threshold in developed markets',
        old: '100000.00 USD',
        new: '120000.00 USD',
      },
    ]);
  });

  test('is one line for what changes in the same way for both tiers', () => {
    const changed = programsOf({}, (text) =>
      text.replace('products: [crm-online, dynamics-365-plan-1]', 'products: [crm-online]'),
    );
    expect(textChanges(builtIn, changed)).toEqual([
      {
        where: `${NET_NEW} (silver, gold)`,
        what: 'products',
        old: ['crm-online', 'dynamics-365-plan-1'],
        new: ['crm-online'],
      },
    ]);
  });

  test('is the exams that individuals hold, and how many of them there are', () => {
    const changed = programsOf({}, (text) =>
      text
        .replace('[MB2-714, MB2-713, MB2-709]', '[MB2-714, MB2-709]')
        .replace(/places: 15/, 'places: 12'),
    );
    expect(textChanges(builtIn, changed)).toMatchObject([
      {
        where: `${BUILT_IN} cloud-business-applications/enterprise-customer-engagement certified-individuals (gold)`,
        what: 'individuals',
        old: '15',
        new: '12',
      },
      {
        where: `${BUILT_IN} ${CRM_RESELLER} certified-individuals (silver, gold)`,
        what: 'group 1, each holds',
        old: '(MB2-714 or MB2-713 or MB2-709) and (MB2-710 or MB2-706)',
        new: '(MB2-714 or MB2-709) and (MB2-710 or MB2-706)',
      },
    ]);
  });

  test('is a policy, once', () => {
    const changed = programsOf({}, (text) => text.replace('window: by-day', 'window: by-month'));
    expect(textChanges(builtIn, changed)).toEqual([
      { where: BUILT_IN, what: 'policy window', old: 'by-day', new: 'by-month' },
    ]);
  });

  test('is a program that is new, or gone, with what it asks for', () => {
    const house = programsOf({ id: 'house/2020', competencyPrefix: 'house-' });
    const added = textChanges(builtIn, house);
    expect(added[0]).toEqual({
      where: 'house/2020',
      what: 'edition',
      old: null,
      new: 'house/2020',
    });
    expect(added).toContainEqual({
      where: `house/2020 house-${CRM_RESELLER} net-new-revenue (silver)`,
      what: 'requirement',
      old: null,
      new: expect.stringMatching(
        /threshold in developed markets 100000\.00 USD; .*products crm-online, dynamics-365-plan-1/,
      ),
    });
    expect(textChanges(house, builtIn)).toEqual(
      added.map((change) => ({ ...change, old: change.new, new: change.old })),
    );
  });

  test('is, of an edition that is new, what it changes of the one it follows', () => {
    own.write();
    const next = {
      id: 'microsoft-partner-network/2030',
      effectiveFrom: '2030-01-01',
      crmSilver: 1,
    };
    const programs = programsOf(next);
    expect(textChanges(builtIn, programs)).toEqual([
      { where: next.id, what: 'edition', old: BUILT_IN, new: next.id },
      { where: next.id, what: 'in force from', old: 'ever', new: '2030-01-01' },
      {
        where: `${next.id} ${CRM_RESELLER} net-new-revenue (silver)`,
        what: 'threshold in developed markets',
        old: '100000.00 USD',
        new: '1.00 USD',
      },
    ]);
    const [program] = programs;
    const edition = program!.editions[1]!;
    expect(counterpartOf(program!, edition)).toBe(edition);
    expect(counterpartOf(builtIn[0]!, edition)).toBe(builtIn[0]!.editions[0]);
  });
});

describe('what a difference means', () => {
  const known = knownFrom(`
    2016-01-01 partner of acme
    2016-01-01 joins p1, p2
    2016-02-01 p1 passes MB2-714, MB2-710
    2016-02-01 p2 passes MB2-712
    2017-02-01 acme buys 110000.00 of crm-online net-new
    2017-06-01 acme buys 15000.00 of crm-online net-new
  `);
  const of = (asOf: string, edition: OwnEdition) =>
    standingDifferences(known, builtIn, programsOf(edition), dayOf(asOf)).find(
      ({ option }) => option === CRM_RESELLER,
    );

  test('is the tier on the day under both, the next change, and the finding that makes it', () => {
    expect(of('2017-03-01', { crmSilver: 120_000 })).toMatchObject({
      old: {
        tier: 'silver',
        since: '2017-02-01',
        lapsesOn: '2018-02-01',
        next: { on: '2018-02-01', tier: null },
      },
      new: { tier: null, lapsesOn: null, next: { on: '2017-06-01', tier: 'silver' } },
      differsFrom: '2017-03-01',
      findings: [
        {
          tier: 'silver',
          id: 'net-new-revenue',
          old: { met: true, required: '100000.00', actual: '110000.00' },
          new: { met: false, required: '120000.00', actual: '110000.00', shortBy: '10000.00' },
        },
      ],
    });
  });

  test('is a later day where the tier of today is the same', () => {
    expect(of('2017-07-01', { crmSilver: 10_000 })).toMatchObject({
      old: { tier: 'silver', lapsesOn: '2018-02-01' },
      new: { tier: 'silver', lapsesOn: '2018-06-01' },
      differsFrom: '2018-02-01',
      findings: [{ tier: 'silver', old: { met: false, actual: '15000.00' }, new: { met: true } }],
    });
  });

  test('is none where the tier is the same on every day, whatever else is found', () => {
    const found = of('2017-03-01', { crmSilver: 109_000 });
    expect(found).toMatchObject({ differsFrom: null, findings: [{ id: 'net-new-revenue' }] });
    expect(found?.old).toEqual(found?.new);
  });

  test('is the whole standing where one of the sets does not have the option', () => {
    const house = programsOf({ id: 'house/2020', competencyPrefix: 'house-' });
    const option = `house-${CRM_RESELLER}`;
    const found = standingDifferences(known, builtIn, house, dayOf('2017-03-01')).filter(
      (one) => one.option === option,
    );
    expect(found).toMatchObject([
      { old: { tier: null, since: null }, new: { tier: 'silver' }, differsFrom: '2017-03-01' },
    ]);
    expect(found[0]?.findings).toHaveLength(4);
    expect(found[0]?.findings.every((one) => one.old === null)).toBe(true);
  });
});
