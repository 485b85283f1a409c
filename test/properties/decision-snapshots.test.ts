import { describe, expect, it } from '@jest/globals';
import {
  decide,
  DECISIONS_FORMAT,
  decodeDecisions,
  encodeDecisions,
  endsWith,
  evolve,
  initialOrganization,
  type OrganizationState,
  type RecordedFact,
} from '@app/domain';
import fc from 'fast-check';
import { story } from './arbitraries.js';
import { check, Shares } from './check.js';
import { collidingSteps } from './collisions.js';
import { asSent, factOf, recordedAs } from './stories.js';

const rates = () => null;

function folded(facts: readonly RecordedFact[]): OrganizationState {
  const state = initialOrganization([3, 4]);
  for (const fact of facts) evolve(state, fact);
  return state;
}

describe('A snapshot of what decisions rest on', () => {
  it('decides and goes on as the state that it was taken of, whatever is sent', () => {
    const shares = new Shares();
    check(
      fc.property(collidingSteps, fc.nat(50), (sequence, cut) => {
        const recorded: RecordedFact[] = [];
        let state = folded([]);
        let restored = folded([]);
        sequence.forEach((step, index) => {
          if (index === cut % sequence.length) {
            const bytes = encodeDecisions(state);
            restored = decodeDecisions(bytes)!;
            expect(encodeDecisions(restored)).toEqual(bytes);
          }
          const fact = factOf(step, index, recorded);
          const decision = decide(fact, state, { rates });
          expect(decide(fact, restored, { rates })).toEqual(decision);
          shares.saw({ [decision.outcome]: true });
          if (decision.outcome !== 'accepted') return;
          const next = recordedAs(decision.fact, recorded.length, decision.rate);
          recorded.push(next);
          evolve(state, next);
          evolve(restored, next);
        });
        expect(encodeDecisions(restored)).toEqual(encodeDecisions(state));
        state = folded(recorded);
        expect(encodeDecisions(restored)).toEqual(encodeDecisions(state));
      }),
      200,
    );
    for (const [outcome, share] of Object.entries(shares.report()))
      expect({ outcome, happens: share > 0 }).toEqual({ outcome, happens: true });
  });

  it('is of the stream that has its last fact, and of no other', () => {
    check(
      fc.property(story, fc.nat(50), ({ recorded }, cut) => {
        const last = recorded[cut % recorded.length]!;
        const state = decodeDecisions(
          encodeDecisions(folded(recorded.slice(0, last.revision + 1))),
        )!;
        expect(endsWith(state, last)).toBe(true);
        expect(endsWith(state, { ...last, recordedAt: last.recordedAt + 1 })).toBe(false);
        expect(endsWith(state, { ...last, id: `${last.id}-other` })).toBe(false);
        expect(endsWith(state, { ...last, revision: last.revision + 1 })).toBe(false);
        for (const other of recorded)
          expect(endsWith(state, other)).toBe(other.revision === last.revision);
      }),
      100,
    );
  });

  it('holds no text of a fact', () => {
    check(
      fc.property(story, ({ recorded }) => {
        const text = new TextDecoder('latin1').decode(encodeDecisions(folded(recorded)));
        for (const { id, data } of recorded.map((fact) => asSent(fact, false))) {
          if (id.length > 5) expect(text).not.toContain(id);
          for (const value of Object.values(data))
            if (typeof value === 'string' && value.length > 5) expect(text).not.toContain(value);
        }
      }),
      50,
    );
  });

  it('of another format is not read', () => {
    const bytes = encodeDecisions(folded([]));
    const header = `{"format":${DECISIONS_FORMAT},`;
    const text = new TextDecoder('latin1').decode(bytes);
    const other = text.replace(header, `{"format":${DECISIONS_FORMAT + 1},`);
    expect(other).not.toBe(text);
    expect(decodeDecisions(Buffer.from(other, 'latin1'))).toBeNull();
  });

  it('lies at any place in memory', () => {
    check(
      fc.property(story, fc.nat(9), ({ recorded }, offset) => {
        const bytes = encodeDecisions(folded(recorded));
        const moved = new Uint8Array(bytes.length + offset);
        moved.set(bytes, offset);
        expect(encodeDecisions(decodeDecisions(moved.subarray(offset))!)).toEqual(bytes);
      }),
      50,
    );
  });
});
