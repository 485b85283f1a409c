import { describe, expect, it } from '@jest/globals';
import {
  competenciesOn,
  decodeIndex,
  encodeIndex,
  FactsIndex,
  type KnownFacts,
  optionIdsOf,
  type Program,
  type RecordedFact,
  standingsOn,
  tierIntervals,
} from '@app/domain';
import fc from 'fast-check';
import { epochDay, type IsoDay } from '../oracle/days.js';
import { Oracle } from '../oracle/standing.js';
import { withoutAssignments } from '../oracle/witness.js';
import { story, storyIn } from './arbitraries.js';
import { check, Shares } from './check.js';
import { indexOf } from './indexing.js';
import { BUILT_IN_WORLD, programs, SMALL_BUILT_IN } from './random-programs.js';
import { rearranged } from './rearranged.js';
import { askedDay } from './vocabulary.js';

const someDays = fc.array(askedDay, { minLength: 1, maxLength: 3 });
/** By random rules, or by those that ask for revenue and people alone: of these more goes along from one fact to the next. */
const askedAbout = fc.oneof(
  fc.tuple(story, programs),
  fc.tuple(storyIn(BUILT_IN_WORLD), fc.constant(SMALL_BUILT_IN)),
);
const picks = fc.array(fc.nat(50), { minLength: 4, maxLength: 8 });
const FIRST = epochDay('1990-01-01');

/** All that can be asked of what is known, for comparing two ways to know it. */
function answers(known: KnownFacts, rules: readonly Program[], days: readonly IsoDay[]): unknown {
  return {
    standings: days.map((day) => standingsOn(known, rules, epochDay(day))),
    competencies: days.map((day) => competenciesOn(known, rules, epochDay(day))),
    histories: optionIdsOf(rules).map((option) => tierIntervals(known, rules, option, FIRST, null)),
  };
}

describe('An index', () => {
  it('that is asked in between answers as one that was built at once', () => {
    check(
      fc.property(askedAbout, someDays, fc.array(fc.boolean()), ([told, rules], days, asks) => {
        const index = new FactsIndex();
        for (const fact of told.recorded) {
          index.apply(fact);
          if (asks[fact.revision % (asks.length + 1)] === false) continue;
          const atOnce = indexOf(told.recorded.slice(0, fact.revision + 1));
          expect(answers(index.knownAt(), rules, days)).toEqual(
            answers(atOnce.knownAt(), rules, days),
          );
        }
      }),
      45,
    );
  });

  it('that was written down and read back goes on as if it never had been', () => {
    check(
      fc.property(story, programs, someDays, fc.nat(50), ({ recorded }, rules, days, cut) => {
        const head = 1 + (cut % recorded.length);
        const before = indexOf(recorded.slice(0, head));
        const bytes = encodeIndex(before);
        const restored = decodeIndex(bytes)!;
        expect(encodeIndex(restored)).toEqual(bytes);
        expect(restored.revision).toBe(head - 1);
        expect(answers(restored.knownAt(), rules, days)).toEqual(
          answers(before.knownAt(), rules, days),
        );
        for (const fact of recorded.slice(head)) restored.apply(fact);
        const whole = indexOf(recorded);
        expect(encodeIndex(restored)).toEqual(encodeIndex(whole));
        expect(answers(restored.knownAt(), rules, days)).toEqual(
          answers(whole.knownAt(), rules, days),
        );
      }),
      80,
    );
  });
});

describe('What was known at a revision', () => {
  it('is what the facts up to it say, whatever was recorded since', () => {
    const shares = new Shares();
    check(
      fc.property(story, programs, someDays, picks, ({ recorded }, rules, days, some) => {
        const index = indexOf(recorded);
        const now = answers(index.knownAt(), rules, days);
        for (const revision of new Set(some.map((pick) => pick % recorded.length))) {
          const then = index.knownAt(revision);
          const replayed = indexOf(recorded.slice(0, revision + 1)).knownAt();
          expect(answers(then, rules, days)).toEqual(answers(replayed, rules, days));
          const [asOf = '2017-01-01'] = days;
          expect(withoutAssignments(standingsOn(then, rules, epochDay(asOf)))).toEqual(
            new Oracle(recorded, revision, rules).standingsOn(asOf),
          );
          shares.saw({
            'otherwise known now': !same(answers(then, rules, days), now),
            'a fact retracted since':
              retracted(recorded, recorded.length) > retracted(recorded, revision),
          });
        }
      }),
      60,
    );
    expect(shares.report()['otherwise known now']).toBeGreaterThan(0.5);
  });

  it('is found by an instant: the last revision that was recorded by then', () => {
    check(
      fc.property(story, fc.nat(50), fc.constantFrom(-1, 0, 1, 999), ({ recorded }, pick, ms) => {
        const instant = recorded[pick % recorded.length]!.recordedAt + ms;
        const last = recorded.findLast(({ recordedAt }) => recordedAt <= instant);
        expect(indexOf(recorded).revisionAt(instant)).toBe(last?.revision ?? null);
      }),
      100,
    );
  });
});

describe('The order of arrival', () => {
  it('changes nothing where each fact speaks for itself', () => {
    const shares = new Shares();
    check(
      fc.property(rearranged, programs, someDays, ([one, other], rules, days) => {
        const first = answers(indexOf(one.recorded).knownAt(), rules, days);
        expect(answers(indexOf(other.recorded).knownAt(), rules, days)).toEqual(first);
        shares.saw({ 'in another order': !same(one.recorded, other.recorded) });
      }),
      80,
    );
    expect(shares.report()['in another order']).toBeGreaterThan(0.9);
  });
});

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function retracted(recorded: readonly RecordedFact[], revision: number): number {
  const known = recorded.filter((fact) => fact.revision <= revision).length;
  return known - new Oracle(recorded, revision, []).live.length;
}
