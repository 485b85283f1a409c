import { describe, expect, it } from '@jest/globals';
import {
  decide,
  type Decision,
  evolve,
  ExchangeRates,
  initialOrganization,
  type RateLookup,
  type RecordedFact,
} from '@app/domain';
import fc from 'fast-check';
import { oracleDecide, type OracleDecision, type Rate } from '../oracle/decision.js';
import { story, STORY_RATES } from './arbitraries.js';
import { check, Shares } from './check.js';
import { collidingSteps, rates } from './collisions.js';
import { asSent, factOf, recordedAs } from './stories.js';

describe('A decision', () => {
  it('is what the contract says, fact after fact', () => {
    const shares = new Shares();
    check(
      fc.property(collidingSteps, rates, (sequence, published) => {
        const lookup = lookupOf(published);
        const state = initialOrganization();
        const recorded: RecordedFact[] = [];
        sequence.forEach((step, index) => {
          const fact = factOf(step, index, recorded);
          const decision = decide(fact, state, { rates: lookup });
          const expected = oracleDecide(recorded, fact, published);
          expect(comparable(decision, expected)).toEqual(expected);
          expect(decide(fact, state, { rates: lookup })).toEqual(decision);
          if (decision.outcome === 'rejected' && decision.code === 'invalid-data')
            expect(decision.pointer).toMatch(/^\/data/);
          shares.saw(kindsOf(fact.type, decision));
          if (decision.outcome !== 'accepted') return;
          const next = recordedAs(decision.fact, recorded.length, decision.rate);
          recorded.push(next);
          evolve(state, next);
        });
      }),
      400,
    );
    const seen = shares.report();
    for (const [kind, share] of Object.entries(seen))
      expect({ kind, happens: share > 0 }).toEqual({ kind, happens: true });
  });

  it('on a fact that was just recorded is that it is a duplicate', () => {
    check(
      fc.property(story, ({ recorded }) => {
        const lookup = lookupOf(STORY_RATES);
        const state = initialOrganization();
        for (const fact of recorded) {
          evolve(state, fact);
          for (const respelled of [false, true])
            expect(decide(asSent(fact, respelled), state, { rates: lookup })).toEqual({
              outcome: 'duplicate',
              revision: fact.revision,
              retracted: false,
            });
        }
      }),
      100,
    );
  });

  it('on all that was ever sent, sent once more, records nothing', () => {
    check(
      fc.property(story, fc.boolean(), ({ recorded }, respelled) => {
        const state = initialOrganization();
        for (const fact of recorded) evolve(state, fact);
        const outcomes = recorded.map(
          (fact) => decide(asSent(fact, respelled), state, { rates: () => null }).outcome,
        );
        expect(new Set(outcomes)).toEqual(new Set(['duplicate']));
      }),
      100,
    );
  });
});

function lookupOf(published: readonly Rate[]): RateLookup {
  const known = new ExchangeRates();
  published.forEach((rate, revision) => known.evolve(recordedAs(rate, revision)));
  return known.lookup;
}

/**
 * The decision in the oracle's words. Where several rules refuse a fact, any of them may be named: the one that was, if it is
 * among them, stands for all.
 */
function comparable(decision: Decision, expected: OracleDecision): unknown {
  switch (decision.outcome) {
    case 'accepted': {
      const { outcome, fact, rate } = decision;
      return { outcome, fact, ...(rate === undefined ? {} : { rate }) };
    }
    case 'duplicate':
      return decision;
    case 'rejected':
      return expected.outcome === 'rejected' && expected.codes.includes(decision.code)
        ? expected
        : { outcome: 'rejected', codes: [decision.code] };
  }
}

const CODES = [
  'organization-unknown',
  'organization-exists',
  'enrolment-required',
  'fact-unknown',
  'id-reused',
  'booking-exists',
  'exam-pass-exists',
  'certification-exists',
  'exchange-rate-missing',
  'currency-unknown',
  'total-too-large',
  'invalid-data',
];

/** Why a retraction or a reinstatement is refused that would make a fact count again. */
const REVIVAL_CODES = [
  'booking-exists',
  'exam-pass-exists',
  'certification-exists',
  'total-too-large',
];

function kindsOf(type: string, decision: Decision): Record<string, boolean> {
  const code = decision.outcome === 'rejected' ? decision.code : null;
  return {
    accepted: decision.outcome === 'accepted',
    converted: decision.outcome === 'accepted' && decision.rate !== undefined,
    duplicate: decision.outcome === 'duplicate',
    'revival refused': type.startsWith('FactRe') && code !== null && REVIVAL_CODES.includes(code),
    'retracted duplicate': decision.outcome === 'duplicate' && decision.retracted,
    ...Object.fromEntries(CODES.map((name) => [name, name === code])),
  };
}
