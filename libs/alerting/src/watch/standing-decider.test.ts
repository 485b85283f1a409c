import { describe, expect, test } from '@jest/globals';
import { dayOf, FIRST_DAY, type Steps, StepsBuilder, type Tier } from '@app/domain';
import type { Look } from '../announcement.js';
import { decide, evolve, initial, nextLookAfter, type StandingEvent } from './standing-decider.js';

const OPTION = 'cloud/reseller';
const LEADS = [90, 30, 7];

type Runs = readonly (readonly [from: string, tier: Tier | null])[];

/** Nothing before the first run; each holds until the next. */
function tiers(runs: Runs): Steps<Tier | null> {
  const steps = new StepsBuilder<Tier | null>();
  steps.set(FIRST_DAY, null);
  for (const [from, tier] of runs) steps.set(dayOf(from), tier);
  return steps.build();
}

interface Seen {
  readonly runs: Runs;
  readonly day: string;
  readonly revision?: number;
  readonly leads?: readonly number[];
  readonly enrolledOn?: string;
}

function lookAt({ day, revision = 0 }: Pick<Seen, 'day' | 'revision'>): Look {
  return { day, revision, editions: ['sha256:1'], timeZone: 'UTC' };
}

function sightOf(seen: Seen) {
  return {
    organizationId: 'contoso',
    look: lookAt(seen),
    timelines: new Map([[OPTION, tiers(seen.runs)]]),
    enrolledOn: dayOf(seen.enrolledOn ?? '2018-01-01'),
    leads: seen.leads ?? LEADS,
    becauseOf: () => [],
  };
}

/** What is announced at the last of the looks, in short, and that the same look says nothing more. */
function announcedAt(...looks: readonly Seen[]): object[] {
  const state = initial();
  let events: StandingEvent[] = [];
  for (const seen of looks) {
    events = decide(sightOf(seen), state);
    for (const event of events) evolve(state, event);
    expect(decide(sightOf(seen), state)).toEqual([]);
  }
  return events.map(inShort);
}

function inShort({ type, data }: StandingEvent): object {
  if (type === 'WatchBegan') return { type };
  if (type === 'RiskPassed') return { type, option: `${data.competency}/${data.option}` };
  const { fromTier, toTier, effectiveOn, lapsesOn, leadDays, intervals } = data;
  return {
    type,
    said: `${fromTier ?? 'none'} to ${toTier ?? 'none'} on ${effectiveOn}`,
    ...(lapsesOn === undefined ? {} : { lapse: `${lapsesOn} in ${leadDays ?? '?'}` }),
    ...(intervals === undefined
      ? {}
      : { days: intervals.map(({ from, to, was, is }) => [from, to, was, is]) }),
  };
}

const began = { type: 'WatchBegan' };
const silverFrom2018: Runs = [['2018-01-01', 'silver']];

describe('what is announced', () => {
  test('the first look says what is attained, and nothing of the days before it', () => {
    expect(announcedAt({ day: '2018-03-01', runs: silverFrom2018 })).toEqual([
      began,
      { type: 'TierAttained', said: 'none to silver on 2018-01-01' },
    ]);
    expect(announcedAt({ day: '2018-03-01', runs: [] })).toEqual([began]);
  });

  test('a tier is attained or lapses from the first day of its present run', () => {
    const runs: Runs = [...silverFrom2018, ['2018-03-05', 'gold'], ['2018-03-08', null]];
    const first = { day: '2018-03-01', runs, leads: [] };
    expect(announcedAt(first, { day: '2018-03-05', runs, leads: [] })).toEqual([
      { type: 'TierAttained', said: 'silver to gold on 2018-03-05' },
    ]);
    expect(
      announcedAt(first, { ...first, day: '2018-03-05' }, { ...first, day: '2018-03-08' }),
    ).toEqual([{ type: 'TierLapsed', said: 'gold to none on 2018-03-08' }]);
  });

  test('a fact of today that changes today is no restatement of today', () => {
    expect(
      announcedAt(
        { day: '2018-03-01', runs: silverFrom2018 },
        { day: '2018-03-01', revision: 1, runs: [...silverFrom2018, ['2018-03-01', 'gold']] },
      ),
    ).toEqual([{ type: 'TierAttained', said: 'silver to gold on 2018-03-01' }]);
  });

  test('a late fact that changes today and days before it says both', () => {
    expect(
      announcedAt(
        { day: '2018-03-01', runs: silverFrom2018 },
        { day: '2018-03-10', revision: 1, runs: [...silverFrom2018, ['2018-02-01', 'gold']] },
      ),
    ).toEqual([
      { type: 'TierAttained', said: 'silver to gold on 2018-02-01' },
      {
        type: 'StandingRestated',
        said: 'silver to gold on 2018-03-01',
        days: [['2018-03-01', '2018-03-10', 'silver', 'gold']],
      },
    ]);
  });

  test('a restatement has every maximal interval, and today before and after', () => {
    const runs: Runs = [
      ...silverFrom2018,
      ['2018-03-02', null],
      ['2018-03-04', 'gold'],
      ['2018-03-06', 'silver'],
    ];
    expect(
      announcedAt(
        { day: '2018-03-01', runs: silverFrom2018 },
        { day: '2018-03-10', revision: 1, runs },
      ),
    ).toEqual([
      {
        type: 'StandingRestated',
        said: 'silver to silver on 2018-03-02',
        days: [
          ['2018-03-02', '2018-03-04', 'silver', null],
          ['2018-03-04', '2018-03-06', 'silver', 'gold'],
        ],
      },
    ]);
  });

  test('what was restated is restated again where it changes back', () => {
    const gap: Runs = [...silverFrom2018, ['2018-03-02', null], ['2018-03-04', 'silver']];
    expect(
      announcedAt(
        { day: '2018-03-01', runs: silverFrom2018 },
        { day: '2018-03-10', revision: 1, runs: gap },
        { day: '2018-03-12', revision: 2, runs: silverFrom2018 },
      ),
    ).toEqual([
      {
        type: 'StandingRestated',
        said: 'silver to silver on 2018-03-02',
        days: [['2018-03-02', '2018-03-04', null, 'silver']],
      },
    ]);
  });

  test('an option that no edition has any more has lapsed', () => {
    const state = initial();
    for (const event of decide(sightOf({ day: '2018-03-01', runs: silverFrom2018 }), state)) {
      evolve(state, event);
    }
    const gone = { ...sightOf({ day: '2018-03-02', runs: [] }), timelines: new Map() };
    expect(decide(gone, state).map(inShort)).toEqual([
      { type: 'TierLapsed', said: 'silver to none on 2018-01-01' },
      expect.objectContaining({ days: [['2018-03-01', '2018-03-02', 'silver', null]] }),
    ]);
  });

  test('an enrolment that is moved ahead of today ends the standing today', () => {
    const moved = { day: '2018-03-01', revision: 1, runs: [['2018-05-01', 'silver']] as Runs };
    expect(
      announcedAt(
        { day: '2018-03-01', runs: silverFrom2018 },
        { ...moved, enrolledOn: '2018-05-01' },
      ),
    ).toEqual([{ type: 'TierLapsed', said: 'silver to none on 2018-03-01' }]);
  });
});

describe('a lapse ahead', () => {
  const lapsing: Runs = [...silverFrom2018, ['2018-07-01', null]];
  const risk = (lead: number) => ({
    type: 'TierAtRisk',
    said: 'silver to none on 2018-07-01',
    lapse: `2018-07-01 in ${lead}`,
  });
  const on = (day: string, runs = lapsing) => ({ day, runs });

  test('is announced on the day that a lead before it begins, each lead once', () => {
    const days = [
      '2018-03-01',
      '2018-04-01',
      '2018-04-02',
      '2018-04-03',
      '2018-06-01',
      '2018-06-24',
    ];
    const said = days.map((_day, last) =>
      announcedAt(...days.slice(0, last + 1).map((day) => on(day))),
    );
    expect(said.map((events) => events.filter((event) => 'lapse' in event))).toEqual([
      [],
      [],
      [risk(90)],
      [],
      [risk(30)],
      [risk(7)],
    ]);
  });

  test('that is found late is announced with the smallest of its leads alone', () => {
    expect(announcedAt(on('2018-03-01', silverFrom2018), on('2018-06-10'))).toEqual([risk(30)]);
    expect(
      announcedAt(on('2018-03-01', silverFrom2018), on('2018-06-10'), on('2018-06-11')),
    ).toEqual([]);
  });

  test('that moves within the largest lead is the same episode', () => {
    const later: Runs = [...silverFrom2018, ['2018-08-01', null]];
    expect(announcedAt(on('2018-06-10'), on('2018-06-10', later), on('2018-06-10'))).toEqual([]);
  });

  test('that is gone, or beyond the largest lead, ends the episode, and a new one is told again', () => {
    expect(announcedAt(on('2018-06-10'), on('2018-06-11', silverFrom2018))).toEqual([
      { type: 'RiskPassed', option: OPTION },
    ]);
    const beyond: Runs = [...silverFrom2018, ['2018-12-01', null]];
    expect(announcedAt(on('2018-06-10'), on('2018-06-11', beyond), on('2018-06-12'))).toEqual([
      risk(30),
    ]);
  });

  test('ends its episode with the tier, and the new tier may be at risk at once', () => {
    const higher: Runs = [...silverFrom2018, ['2018-06-11', 'gold'], ['2018-07-01', 'silver']];
    expect(announcedAt(on('2018-06-10'), on('2018-06-11', higher))).toEqual([
      { type: 'TierAttained', said: 'silver to gold on 2018-06-11' },
      { type: 'TierAtRisk', said: 'gold to silver on 2018-07-01', lapse: '2018-07-01 in 30' },
    ]);
  });
});

describe('the next look', () => {
  const next = (runs: Runs, day: string) =>
    nextLookAfter(new Map([[OPTION, tiers(runs)]]), LEADS, dayOf(day));

  test('is due when the tier changes or a lead begins, whichever is first', () => {
    const runs: Runs = [...silverFrom2018, ['2018-07-01', null]];
    expect(next(runs, '2018-03-01')).toBe(dayOf('2018-04-02'));
    expect(next(runs, '2018-04-02')).toBe(dayOf('2018-06-01'));
    expect(next(runs, '2018-06-24')).toBe(dayOf('2018-07-01'));
    expect(next(runs, '2018-07-01')).toBeNull();
    expect(next([['2018-05-01', 'silver']], '2018-04-01')).toBe(dayOf('2018-05-01'));
  });
});
