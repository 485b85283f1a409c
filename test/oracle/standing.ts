import type {
  AmountPoint,
  RevenueSteps,
  Edition,
  Option,
  Program,
  RecordedFact,
  Standing,
  Tier,
  TierInterval,
} from '@app/domain';
import { dayAfter, HORIZON, isoDayOf, plusDays, type IsoDay } from './days.js';
import { editionOn, findingOn, tierByRules } from './evaluation.js';
import { enrolmentOf, liveFacts } from './known-facts.js';

/**
 * No change lies further than a year behind a day that a fact or an edition names: the last to come is a booking leaving the window, at
 * most 366 days after it entered.
 */
const LAST_EFFECT_DAYS = 370;

/** What is known at a revision, judged by programs: answers day by day, from the contract's sentences. */
export class Oracle {
  readonly live: readonly RecordedFact[];
  private readonly named: readonly { readonly from: IsoDay; readonly until: IsoDay }[];
  private readonly tiers = new Map<string, Tier | null>();

  constructor(
    recorded: readonly RecordedFact[],
    revision: number,
    private readonly programs: readonly Program[],
  ) {
    this.live = liveFacts(recorded, revision);
    this.named = this.namedDays();
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
  standingsOn(asOf: IsoDay): Standing[] {
    return this.programs.flatMap((program) => {
      const edition = editionOn(program, asOf);
      return edition === null
        ? []
        : edition.options.map((option) => this.standingOn(edition, option, asOf));
    });
  }

  /** The tier of every single day from `from` to `to` (exclusive; `null` = to the horizon), equal neighbours merged. */
  historyOf(optionId: string, from: IsoDay, to: IsoDay | null): TierInterval[] {
    const intervals: { from: IsoDay; to: IsoDay | null; tier: Tier | null }[] = [];
    for (const day of this.tellingDays(from, to ?? dayAfter(HORIZON))) {
      const tier = this.tierOn(optionId, day);
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
    for (const day of this.tellingDays(from, to))
      for (const { tier, requirements } of this.optionOn(optionId, day)?.tiers ?? [])
        for (const requirement of requirements.filter(({ id }) => id === requirementId)) {
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

  private standingOn(edition: Edition, option: Option, asOf: IsoDay): Standing {
    const optionId = idOf(option);
    const { effectiveFrom } = edition;
    return {
      competency: option.competency,
      option: option.option,
      tier: this.tierOn(optionId, asOf),
      since: this.since(optionId, asOf),
      lapsesOn: this.lapsesOn(optionId, asOf),
      edition: {
        id: edition.id,
        effectiveFrom: effectiveFrom === null ? null : isoDayOf(effectiveFrom),
        contentHash: edition.contentHash,
      },
      requirements: option.tiers.flatMap(({ tier, requirements }) =>
        requirements.map((requirement) => findingOn(this.live, tier, requirement, asOf)),
      ),
    };
  }

  private since(optionId: string, asOf: IsoDay): IsoDay | null {
    if (asOf < this.enrolledOn) return null;
    return this.historyOf(optionId, this.enrolledOn, dayAfter(asOf)).at(-1)?.from ?? null;
  }

  private lapsesOn(optionId: string, asOf: IsoDay): IsoDay | null {
    const tier = this.tierOn(optionId, asOf);
    for (const day of this.tellingDays(dayAfter(asOf), dayAfter(HORIZON)))
      if (rank(this.tierOn(optionId, day)) < rank(tier)) return day;
    return null;
  }

  private optionOn(optionId: string, day: IsoDay): Option | null {
    return (
      this.programs
        .flatMap((program) => editionOn(program, day)?.options ?? [])
        .find((option) => idOf(option) === optionId) ?? null
    );
  }

  /**
   * Every day from `from` to `to` (exclusive), but for the stretches on which nothing can change: those that begin after the last
   * effect of all the days named before them and end with the next named day.
   */
  private *tellingDays(from: IsoDay, to: IsoDay): Generator<IsoDay> {
    let day = from;
    while (day < to) {
      yield day;
      const alive = this.named.some(({ from, until }) => from <= day && day <= until);
      const next = alive ? dayAfter(day) : this.named.find((name) => name.from > day)?.from;
      if (next === undefined) return;
      day = next;
    }
  }

  /** All days that the facts and the editions name, in order, each with the last day it can have an effect on. */
  private namedDays(): { from: IsoDay; until: IsoDay }[] {
    const days = new Set<IsoDay>([this.enrolledOn]);
    for (const { data } of this.live)
      for (const value of Object.values(data as object))
        if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) days.add(value);
    for (const { effectiveFrom } of this.programs.flatMap(({ editions }) => editions))
      if (effectiveFrom !== null) days.add(isoDayOf(effectiveFrom));
    return [...days].sort().map((from) => ({ from, until: plusDays(from, LAST_EFFECT_DAYS) }));
  }
}

/** A point where the amount is another than the day before. */
function tell(points: AmountPoint[], day: IsoDay, amount: string): void {
  if (points.at(-1)?.amount !== amount) points.push({ day, amount });
}

function idOf(option: Option): string {
  return `${option.competency}/${option.option}`;
}

function rank(tier: Tier | null): number {
  return ['silver', 'gold'].indexOf(tier ?? '');
}
