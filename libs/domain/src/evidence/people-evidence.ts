import { type Day, formatDay } from '../business-day.js';
import type { Pass } from '../facts-index.js';
import { daysHeld, daysOfPass, isOf } from '../holding.js';
import { isWithin } from '../intervals.js';
import type { KnownFacts, RecordedIndividual } from '../known-facts.js';
import { CredentialCatalogue, sizeOf } from '../path/credential-ways.js';
import type { Credential, Holding, PeopleGroup, QualifiedIndividuals } from '../program.js';
import { nearestAlternative } from '../requirements/qualified-individuals.js';
import type {
  Evidence,
  EvidenceReason,
  IndividualPiece,
  JudgedPiece,
  PassPiece,
} from './pieces.js';
import { byId, evidenceOfPieces } from './totals.js';

/** Everybody there was ever a fact about; of several alternatives, by the one that lacks the fewest people. */
export function peopleEvidence(
  requirement: QualifiedIndividuals,
  known: KnownFacts,
  day: Day,
): Evidence {
  const { groups, assignment } = nearestAlternative(requirement, known, day);
  const placeOf = new Map(assignment.map(({ individualId, group }) => [individualId, group]));
  const look = new Look(groups, day);
  const pieces = known.recordedIndividuals.map((individual): JudgedPiece<IndividualPiece> => {
    const filled = placeOf.get(individual.individualId);
    if (filled !== undefined) return { piece: look.piece(individual, filled), reason: null };
    const { group, lacks } = look.nearestGroup(individual);
    const reason = look.reason(individual);
    const piece = look.piece(individual, group);
    return { piece: lacks.length === 0 ? piece : { ...piece, lacks }, reason };
  });
  const ordered = byId(pieces, ({ individualId }) => individualId);
  return evidenceOfPieces(ordered);
}

/** Individuals, seen with one list of groups on one day. */
class Look {
  readonly #catalogue: CredentialCatalogue;

  constructor(
    private readonly groups: readonly PeopleGroup[],
    private readonly day: Day,
  ) {
    this.#catalogue = new CredentialCatalogue([groups], day);
  }

  /** Of somebody who fills no place. */
  reason({ membership, passes }: RecordedIndividual): EvidenceReason {
    if (!isWithin(membership, this.day)) return 'not-a-member';
    const { day } = this;
    const live = passes.filter((pass) => pass.live).map(({ pass }) => pass);
    const fits = (counted: readonly Pass[]) =>
      this.groups.some(({ holds }) => isWithin(daysHeld(holds, counted), day));
    if (fits(live)) return 'place-filled';
    // What would be, had nothing run out, had everything been passed by now, had nothing been retracted: the first that would do.
    const lasting = (pass: Pass): Pass => ({ ...pass, to: Number.POSITIVE_INFINITY });
    const unending = this.groups.map(({ holds }) => lastingCredentials(holds));
    const fitsUnending = (counted: readonly Pass[]) =>
      unending.some((holds) => isWithin(daysHeld(holds, counted), day));
    if (fitsUnending(live.map(lasting))) return 'expired';
    const arrived = live.filter((pass) => !this.#neverCounts(pass));
    const present = (pass: Pass): Pass => ({ ...pass, from: Math.min(pass.from, day) });
    const whenever = this.groups.map(({ holds }) => everOffered(holds));
    if (whenever.some((holds) => isWithin(daysHeld(holds, arrived.map(present)), day)))
      return 'not-yet';
    if (fits(passes.map(({ pass }) => pass))) return 'retracted';
    return 'incomplete';
  }

  /** The group that could be filled with the fewest further credentials, and which they are; the first where none can be. */
  nearestGroup({ passes }: RecordedIndividual): { group: number; lacks: string[] } {
    const held = this.#catalogue.heldBy(passes.filter(({ live }) => live).map(({ pass }) => pass));
    let nearest: { group: number; set: bigint } | null = null;
    for (const [group, { holds }] of this.groups.entries()) {
      const [set] = this.#catalogue.waysTo(holds, held).sets;
      if (set !== undefined && (nearest === null || sizeOf(set) < sizeOf(nearest.set))) {
        nearest = { group, set };
      }
    }
    if (nearest === null) return { group: 0, lacks: [] };
    return { group: nearest.group, lacks: this.#catalogue.in(nearest.set).map(({ id }) => id) };
  }

  piece(individual: RecordedIndividual, group: number): IndividualPiece {
    const { individualId, revision } = individual;
    const passes = individual.passes.flatMap(({ pass, live }): PassPiece[] => {
      const credential = this.#catalogue.credentials.find(
        ({ type, id }) => type === pass.type && id === pass.credential,
      );
      return credential === undefined ? [] : [this.#pass(pass, live, credential)];
    });
    return { individualId, revision, group, passes };
  }

  /** Whether it was earned while the program did not offer what it is of. */
  #neverCounts(pass: Pass): boolean {
    return this.#catalogue.credentials.some(
      (credential) =>
        credential.type === pass.type &&
        credential.id === pass.credential &&
        !isOf(pass, credential),
    );
  }

  #pass(pass: Pass, live: boolean, credential: Credential): PassPiece {
    const { from, to } = daysOfPass(pass, credential);
    const reason: EvidenceReason | null = !live
      ? 'retracted'
      : !isOf(pass, credential)
        ? 'outside-window'
        : from > this.day
          ? 'not-yet'
          : to <= this.day
            ? 'expired'
            : null;
    return {
      revision: pass.revision,
      type: pass.type,
      id: pass.credential,
      from: formatDay(from),
      to: Number.isFinite(to) ? formatDay(to) : null,
      ...(reason === null ? {} : { reason }),
    };
  }
}

/** The same holding, were no credential ever turned away for its age. */
function lastingCredentials(holding: Holding): Holding {
  return 'id' in holding
    ? { ...holding, acceptedUntil: null }
    : { ...holding, of: holding.of.map(lastingCredentials) };
}

/** The same holding, were every credential offered for good: for passes that are known to have been earned in time. */
function everOffered(holding: Holding): Holding {
  return 'id' in holding
    ? { ...holding, availableFrom: null, retiredOn: null }
    : { ...holding, of: holding.of.map(everOffered) };
}
