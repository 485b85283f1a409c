import {
  cheapestPath,
  dayOf,
  type Dependencies,
  dependenciesOn,
  type Edition,
  editionOn,
  type Evidence,
  type EvidenceReason,
  type EvidenceTotal,
  evidenceOf,
  expiriesBefore,
  type Expiry,
  explain,
  explainFinding,
  type Finding,
  findingOf,
  formatDay,
  type Language,
  type Option,
  optionIdOf,
  type Paths,
  programOf,
  type ProvenFinding,
  type Requirement,
  standingsOn,
  type Tier,
  TIERS,
  withParts,
} from '@app/domain';
import { type AskedPage, pageOf } from './evidence-pages.js';
import { type Answer, type AskedOfDay, type Ground, groundOf, refuse } from './ground.js';
import { type ShownPiece, shownPieces } from './shown-pieces.js';
import {
  type AskedForWhatIf,
  type NotSupposed,
  type WhatIfAnswer,
  WhatIfs,
  type WhatIfsOptions,
} from './what-if.js';

export type { ShownPiece };

interface OfOption extends AskedOfDay {
  readonly option: string;
}

export interface AskedForEvidence extends OfOption, AskedPage {
  readonly requirement: string;
  /** Absent = the highest tier that has the requirement. */
  readonly tier?: Tier;
  /** Whether it is to be said how many pieces there are of each reason. */
  readonly withCounts?: boolean;
  readonly language: Language;
}

export interface EvidenceAnswer {
  readonly asOf: string;
  readonly finding: Finding;
  readonly counted: readonly ShownPiece[];
  readonly notCounted: readonly (ShownPiece & { readonly reason: EvidenceReason })[];
  /** Of everything that does not count, on whichever page. */
  readonly totals: readonly EvidenceTotal[];
  readonly explanation: readonly string[];
  /** How many pieces there are of each reason, on whichever page, what counts (`null`) first; where it was asked for. */
  readonly counts?: readonly { readonly reason: EvidenceReason | null; readonly count: number }[];
  readonly next?: string;
}

export interface ExplanationAnswer {
  readonly asOf: string;
  /** Paragraphs of lines. */
  readonly paragraphs: readonly (readonly string[])[];
}

export interface DependenciesAnswer extends Dependencies {
  readonly asOf: string;
  /** First day that is not looked at for what expires. */
  readonly until: string;
  readonly expiring: readonly Expiry[];
}

export type ReasonsOptions = WhatIfsOptions;

/** How far ahead is looked for what expires, in days. */
const EXPIRY_DAYS = 90;
/** Why a tier is attained or not, and what would change it, in the words and shapes of the API. */
export class Reasons {
  readonly #whatIfs: WhatIfs;

  constructor(private readonly options: ReasonsOptions) {
    this.#whatIfs = new WhatIfs(options);
  }

  /** What one finding rests on. */
  async evidence(asked: AskedForEvidence): Promise<Answer<EvidenceAnswer>> {
    const ground = await groundOf(asked, this.options);
    if (ground.refusal !== undefined) return ground;
    const found = optionOn(ground.answer, asked.option);
    if (found.refusal !== undefined) return found;
    const requirement = requirementOf(found.answer.option, asked);
    if (requirement.refusal !== undefined) return requirement;
    const proven = provenOf(requirement.answer.requirement, requirement.answer.tier, ground.answer);
    const page = pageOf(proven, asked);
    if (page === null) {
      return refuse('invalid-parameter', 'after must be the next of another page', 'after');
    }
    const asOf = formatDay(ground.answer.asOf);
    const shown = await shownPieces(this.options.facts, asked.organizationId, page.pieces);
    return {
      answer: {
        asOf,
        finding: proven.finding,
        counted: shown.flatMap(({ piece, reason }) => (reason === null ? [piece] : [])),
        notCounted: shown.flatMap(({ piece, reason }) =>
          reason === null ? [] : [{ ...piece, reason }],
        ),
        totals: proven.evidence?.totals ?? [],
        explanation: explainFinding(proven, asked.language),
        ...(asked.withCounts === true ? { counts: countsIn(proven.evidence) } : {}),
        ...(page.next === null ? {} : { next: page.next }),
      },
    };
  }

  /** The standing of an option in sentences; of one tier's findings, or one requirement's, where they are asked for. */
  async explanation(
    asked: OfOption & {
      readonly organization?: string;
      readonly tier?: Tier;
      readonly requirement?: string;
      readonly language: Language;
    },
  ): Promise<Answer<ExplanationAnswer>> {
    const ground = await groundOf(asked, this.options);
    if (ground.refusal !== undefined) return ground;
    const found = optionOn(ground.answer, asked.option);
    if (found.refusal !== undefined) return found;
    const { known, programs, asOf, knownAt } = ground.answer;
    const [standing] = standingsOn(known, programs, asOf, asked.option);
    const proven = found.answer.option.tiers
      .filter(({ tier }) => asked.tier === undefined || tier === asked.tier)
      .flatMap(({ tier, requirements }) =>
        withParts(requirements)
          .filter(({ id }) => asked.requirement === undefined || id === asked.requirement)
          .map((requirement) => provenOf(requirement, tier, ground.answer)),
      );
    if (standing === undefined || (asked.requirement !== undefined && proven.length === 0)) {
      return noSuchRequirement(found.answer.option, asked.requirement ?? '');
    }
    const explained = { organization: known.name, ...found.answer, asOf, knownAt, standing };
    return {
      answer: {
        asOf: formatDay(asOf),
        paragraphs: explain({ ...explained, proven }, asked.language),
      },
    };
  }

  /** The cheapest way to a tier. */
  async path(asked: OfOption & { readonly tier: Tier }): Promise<Answer<Paths>> {
    const ground = await groundOf(asked, this.options);
    if (ground.refusal !== undefined) return ground;
    const found = optionOn(ground.answer, asked.option);
    if (found.refusal !== undefined) return found;
    const { known, programs, asOf } = ground.answer;
    const path = cheapestPath(known, programs, asked.option, asked.tier, asOf);
    if (path !== null) return { answer: path };
    const tiers = found.answer.option.tiers.map(({ tier }) => tier).join(', ');
    return refuse('tier-unknown', `${asked.option} has no ${asked.tier} tier; it has ${tiers}`);
  }

  /** The standings of a day as they are and as they would be with further facts, or why those would not be recorded. */
  whatIf(asked: AskedForWhatIf): Promise<Answer<WhatIfAnswer | NotSupposed>> {
    return this.#whatIfs.answer(asked);
  }

  /** Who breaks which tier by leaving, and what expires up to `until` (exclusive; absent = 90 days on). */
  async dependencies(
    asked: AskedOfDay & { readonly until?: string },
  ): Promise<Answer<DependenciesAnswer>> {
    const ground = await groundOf(asked, this.options);
    if (ground.refusal !== undefined) return ground;
    const { known, programs, asOf } = ground.answer;
    const until = asked.until === undefined ? asOf + EXPIRY_DAYS : dayOf(asked.until);
    if (until < asOf) {
      const detail = `until ${formatDay(until)} comes before ${formatDay(asOf)}`;
      return refuse('range-reversed', detail, 'until');
    }
    return {
      answer: {
        asOf: formatDay(asOf),
        until: formatDay(until),
        ...dependenciesOn(known, programs, asOf),
        expiring: expiriesBefore(known, programs, asOf, until),
      },
    };
  }
}

function optionOn(
  ground: Ground,
  optionId: string,
): Answer<{ readonly option: Option; readonly edition: Edition }> {
  const edition = editionOn(programOf(ground.programs, optionId), ground.asOf);
  const option = edition.options.find((candidate) => optionIdOf(candidate) === optionId);
  return option === undefined ? notInEdition(optionId, ground) : { answer: { option, edition } };
}

function notInEdition(optionId: string, { asOf }: Ground) {
  return refuse(
    'option-not-in-edition',
    `the edition in force on ${formatDay(asOf)} has no option ${optionId}`,
  );
}

function requirementOf(
  option: Option,
  asked: AskedForEvidence,
): Answer<{ readonly requirement: Requirement; readonly tier: Tier }> {
  const tiers = asked.tier === undefined ? [...TIERS].reverse() : [asked.tier];
  for (const tier of tiers) {
    const rules = option.tiers.find((candidate) => candidate.tier === tier);
    const requirement = withParts(rules?.requirements ?? []).find(
      ({ id }) => id === asked.requirement,
    );
    if (requirement !== undefined) return { answer: { requirement, tier } };
  }
  return noSuchRequirement(option, asked.requirement, asked.tier);
}

function noSuchRequirement(option: Option, requirement: string, tier?: Tier) {
  const ids = option.tiers
    .flatMap(({ requirements }) => withParts(requirements))
    .map(({ id }) => id);
  const where = tier === undefined ? optionIdOf(option) : `${tier} of ${optionIdOf(option)}`;
  return refuse(
    'requirement-unknown',
    `${where} has no requirement ${requirement}; there are ${[...new Set(ids)].join(', ')}`,
  );
}

/** What counts first, then the reasons in the order of the totals. */
function countsIn(evidence: Evidence | null): NonNullable<EvidenceAnswer['counts']> {
  const reasons = [null, ...(evidence?.totals ?? []).map(({ reason }) => reason)];
  return reasons.map((reason) => ({ reason, count: evidence?.counts.get(reason) ?? 0 }));
}

function provenOf(
  requirement: Requirement,
  tier: Tier,
  { known, asOf }: Pick<Ground, 'known' | 'asOf'>,
): ProvenFinding {
  const finding = findingOf(requirement, tier, known, asOf);
  const evidence = 'of' in requirement ? null : evidenceOf(requirement, known, asOf);
  return { requirement, finding, evidence };
}
