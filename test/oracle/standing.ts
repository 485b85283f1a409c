import type {
  AmountPoint,
  Edition,
  Option,
  Program,
  RecordedFact,
  RevenueSteps,
  Tier,
  TierInterval,
} from '@app/domain';
import { dayAfter, HORIZON, isoDayOf, type IsoDay } from './days.js';
import { editionOn, findingOn, tierByRules, withParts } from './evaluation.js';
import {
  rank,
  type OracleCompetency,
  type OracleMembership,
  type OracleStanding,
} from './findings.js';
import { enrolmentOf, liveFacts } from './known-facts.js';
import { membershipOn, renewalDays, wasBought } from './memberships.js';
import { TellingDays } from './telling-days.js';

/** What is known at a revision, judged by programs: answers day by day, from the contract's sentences. */
export class Oracle {
  readonly live: readonly RecordedFact[];
  private readonly days: TellingDays;
  private readonly tiers = new Map<string, Tier | null>();

  constructor(
    recorded: readonly RecordedFact[],
    revision: number,
    private readonly programs: readonly Program[],
  ) {
    this.live = liveFacts(recorded, revision);
    this.days = new TellingDays(this.live, programs);
  }

  get enrolledOn(): IsoDay {
    return enrolmentOf(this.live).effectiveOn;
  }

  /** `null` before the enrolment, and where the edition of the day has no such option. */
  tierOn(optionId: string, day: IsoDay): Tier | null {
    const question = `${optionId} ${day}`;
    const known = this.tiers.get(question);
    if (known !== undefined) return known;
    const option = this.optionOn(optionId, day);
    const tier =
      option === null || day < this.enrolledOn ? null : tierByRules(this.live, option, day);
    this.tiers.set(question, tier);
    return tier;
  }

  /** As callers see them, with every assignment left empty. */
  standingsOn(asOf: IsoDay): OracleStanding[] {
    return this.programs.flatMap((program) => {
      const edition = editionOn(program, asOf);
      return edition === null
        ? []
        : edition.options.map((option) => this.standingOn(edition, option, asOf));
    });
  }

  /** The competencies of the editions in force on `asOf`, in the order their options stand. */
  competenciesOn(asOf: IsoDay): OracleCompetency[] {
    return this.programs.flatMap((program) => {
      const edition = editionOn(program, asOf);
      if (edition === null) return [];
      const names = new Set(edition.options.map(({ competency }) => competency));
      return [...names].map((competency) => this.competencyOn(edition, competency, asOf));
    });
  }

  /** The tier of every single day from `from` to `to` (exclusive; `null` = to the horizon), equal neighbours merged. */
  historyOf(optionId: string, from: IsoDay, to: IsoDay | null): TierInterval[] {
    return this.runsOf((day) => this.tierOn(optionId, day), from, to);
  }

  private runsOf(
    tierOn: (day: IsoDay) => Tier | null,
    from: IsoDay,
    to: IsoDay | null,
  ): TierInterval[] {
    const intervals: { from: IsoDay; to: IsoDay | null; tier: Tier | null }[] = [];
    for (const day of this.days.between(from, to ?? dayAfter(HORIZON))) {
      const tier = tierOn(day);
      const last = intervals.at(-1);
      if (last !== undefined && last.tier === tier) continue;
      if (last !== undefined) last.to = day;
      intervals.push({ from: day, to, tier });
    }
    return intervals;
  }

  /** What a requirement found on every single day from `from` to `to` (exclusive), and what each tier asked for that day. */
  revenueOf(optionId: string, requirementId: string, from: IsoDay, to: IsoDay): RevenueSteps {
    const points: AmountPoint[] = [];
    const thresholds = { silver: [] as AmountPoint[], gold: [] as AmountPoint[] };
    for (const day of this.days.between(from, to))
      for (const { tier, requirements } of this.optionOn(optionId, day)?.tiers ?? [])
        for (const requirement of withParts(requirements)) {
          if (requirement.id !== requirementId) continue;
          const finding = findingOn(this.live, tier, requirement, day);
          if (finding.kind !== 'rolling-revenue') continue;
          tell(points, day, finding.actual);
          tell(thresholds[tier], day, finding.required);
        }
    return {
      points,
      thresholds: [
        { tier: 'silver', points: thresholds.silver },
        { tier: 'gold', points: thresholds.gold },
      ],
    };
  }

  private standingOn(edition: Edition, option: Option, asOf: IsoDay): OracleStanding {
    const { effectiveFrom } = edition;
    const tierOn = (day: IsoDay): Tier | null => this.tierOn(idOf(option), day);
    return {
      competency: option.competency,
      option: option.option,
      tier: tierOn(asOf),
      since: this.since(tierOn, asOf),
      lapsesOn: this.lapsesOn(tierOn, asOf),
      edition: {
        id: edition.id,
        effectiveFrom: effectiveFrom === null ? null : isoDayOf(effectiveFrom),
        contentHash: edition.contentHash,
      },
      requirements: option.tiers.flatMap(({ tier, requirements }) =>
        requirements.map((requirement) => findingOn(this.live, tier, requirement, asOf)),
      ),
      ...this.membershipOn(edition, option.competency, asOf),
    };
  }

  private competencyOn(edition: Edition, competency: string, asOf: IsoDay): OracleCompetency {
    const tierOn = (day: IsoDay): Tier | null => this.competencyTierOn(competency, day);
    const tier = tierOn(asOf);
    return {
      competency,
      tier,
      since: this.since(tierOn, asOf),
      lapsesOn: this.lapsesOn(tierOn, asOf),
      attainedBy: edition.options
        .filter((option) => option.competency === competency)
        .map(idOf)
        .filter((optionId) => tier !== null && this.tierOn(optionId, asOf) === tier),
      ...this.membershipOn(edition, competency, asOf),
    };
  }

  /** Any option attains the competency: the highest tier of those that the edition of the day has. */
  private competencyTierOn(competency: string, day: IsoDay): Tier | null {
    return this.programs
      .flatMap((program) => editionOn(program, day)?.options ?? [])
      .filter((option) => option.competency === competency)
      .map((option) => this.tierOn(idOf(option), day))
      .reduce((best, tier) => (rank(tier) > rank(best) ? tier : best), null);
  }

  /** By the edition of the day asked about; `null` where nothing was ever bought. */
  private membershipOn(
    { policies }: Edition,
    competency: string,
    asOf: IsoDay,
  ): OracleMembership | null {
    if (!wasBought(this.live, competency)) return null;
    const membership = membershipOn(this.live, competency, policies.anniversary, asOf);
    if (membership === null) return { held: null, renewalOpensOn: null, atRiskAtRenewal: false };
    const { held, renewing, renewalOpensOn } = membership;
    const stillToCome = renewalDays(renewalOpensOn).filter((day) => day >= asOf);
    const atRiskAtRenewal = stillToCome.every(
      (day) => rank(this.competencyTierOn(competency, day)) < rank(renewing),
    );
    return { held, renewalOpensOn, atRiskAtRenewal };
  }

  private since(tierOn: (day: IsoDay) => Tier | null, asOf: IsoDay): IsoDay | null {
    if (asOf < this.enrolledOn) return null;
    return this.runsOf(tierOn, this.enrolledOn, dayAfter(asOf)).at(-1)?.from ?? null;
  }

  private lapsesOn(tierOn: (day: IsoDay) => Tier | null, asOf: IsoDay): IsoDay | null {
    const tier = tierOn(asOf);
    for (const day of this.days.between(dayAfter(asOf), dayAfter(HORIZON)))
      if (rank(tierOn(day)) < rank(tier)) return day;
    return null;
  }

  private optionOn(optionId: string, day: IsoDay): Option | null {
    return (
      this.programs
        .flatMap((program) => editionOn(program, day)?.options ?? [])
        .find((option) => idOf(option) === optionId) ?? null
    );
  }
}

/** A point where the amount is another than the day before. */
function tell(points: AmountPoint[], day: IsoDay, amount: string): void {
  if (points.at(-1)?.amount !== amount) points.push({ day, amount });
}

function idOf(option: Option): string {
  return `${option.competency}/${option.option}`;
}
