import { conflictOf } from './identity.js';
import { type Decision, rejected, type Rejected } from '../decision.js';
import type { RecordedFacts } from '../recorded-facts.js';
import type { Fact } from './fact.js';
import { type RevenueTotals, totalTooLarge } from './revenue.js';
import { IsId, IsReason, IsText } from './fields.js';

/** From this fact's revision on, the fact it names counts as never recorded. */
export class FactRetracted {
  @IsId() organizationId!: string;
  @IsText() factSource!: string;
  @IsText() factId!: string;
  @IsReason() reason!: string;
}

/** From this fact's revision on, the retraction of the fact it names is undone. */
export class FactReinstated extends FactRetracted {}

export function decideRetraction(
  fact: Fact<'FactRetracted' | 'FactReinstated'>,
  recorded: RecordedFacts,
  totals: RevenueTotals,
): Decision {
  const { factSource, factId } = fact.data;
  const target = recorded.revisionOf(factSource, factId);
  if (target === null) {
    return rejected(
      'fact-unknown',
      `the organization has no fact with id ${factId} of source ${factSource}`,
      '/data/factId',
    );
  }
  const live = recorded.liveness.isLive(target);
  const makesLive = fact.type === 'FactReinstated';
  if (live === makesLive) {
    const revision = recorded.liveness.verdictOn(target) ?? target;
    return { outcome: 'duplicate', revision, retracted: !live };
  }
  if (target === ENROLMENT_REVISION) {
    return rejected(
      'enrolment-required',
      'the enrolment cannot be retracted; send OrganizationCorrected to change what it said',
      '/data/factId',
    );
  }
  return whatForbids(target, makesLive, recorded, totals) ?? { outcome: 'accepted', fact };
}

/** A stream begins with its enrolment. */
const ENROLMENT_REVISION = 0;

/** What comes back to life must not stand beside another fact of its natural key, nor pass the total. */
function whatForbids(
  target: number,
  makesLive: boolean,
  recorded: RecordedFacts,
  totals: RevenueTotals,
): Rejected | null {
  for (const { revision, live } of recorded.liveness.changesIf(target, makesLive)) {
    if (!live) continue;
    const rival = recorded.liveRivalOf(revision);
    if (rival !== null) {
      return rejected(
        conflictOf({ type: recorded.typeAt(revision) }).code,
        `the fact at revision ${revision} would count again beside the one at revision ${rival}, ` +
          'which has its natural key; retract that one first',
        '/data/factId',
      );
    }
    if (!totals.hasRoomForBookingAt(revision)) return totalTooLarge('/data/factId');
  }
  return null;
}
