import {
  type Day,
  dayIn,
  dayOf,
  formatDay,
  naiveStandings,
  optionIdsOf,
  type Program,
  type RecordedFact,
  type Tier,
} from '@app/domain';

/** What the watch judges by from an instant on. */
export interface Rules {
  readonly programs: readonly Program[];
  readonly timeZone: string;
  readonly leads: readonly number[];
}

/** Something after which the watch looks, in the order of time. */
export type Occasion =
  | { readonly at: 'end of a request'; readonly revision: number }
  | { readonly at: 'other rules'; readonly instant: number; readonly rules: Rules };

/** What callers are told, with the look at which they are. */
export interface Said {
  readonly type: string;
  readonly option: string;
  readonly fromTier: Tier | null;
  readonly toTier: Tier | null;
  readonly effectiveOn: string;
  readonly lapsesOn?: string;
  readonly leadDays?: number;
  readonly intervals?: readonly object[];
  readonly look: { readonly revision: number; readonly day: string };
}

/** Facts recorded up to five seconds before midnight are waited for. */
const SETTLING_MS = 5_000;
const RANKS: readonly (Tier | null)[] = [null, 'silver', 'gold'];
const rank = (tier: Tier | null) => RANKS.indexOf(tier);

/**
 * What has to be said of one organization, by walking through every day and evaluating every day with the naive evaluator: its raw
 * facts, what happened in the order of time, and up to which instant.
 */
export class NaiveWatch {
  readonly said: Said[] = [];
  #day: Day | null = null;
  #began: Day = 0;
  #revision = -1;
  /** By option and day, what was announced of every day that has passed, and of today. */
  readonly #announced = new Map<string, Map<Day, Tier | null>>();
  readonly #entered = new Map<string, number>();
  /** By day, as known at this revision and under these rules. */
  #tiers = new Map<Day, ReadonlyMap<string, Tier | null>>();
  #known: readonly RecordedFact[] = [];

  constructor(
    private readonly facts: readonly RecordedFact[],
    private rules: Rules,
  ) {}

  walk(occasions: readonly Occasion[], until: number): readonly Said[] {
    for (const occasion of occasions) {
      if (occasion.at === 'end of a request') {
        const { recordedAt } = this.facts[occasion.revision]!;
        const day = dayIn(this.rules.timeZone, recordedAt);
        this.#passTo(day);
        this.#know(occasion.revision);
        if (this.#day === null) {
          this.#day = day;
          this.#began = day;
        }
        this.#look(true);
      } else {
        this.#passTo(this.#dayAt(occasion.instant));
        this.rules = occasion.rules;
        this.#know(this.#revision);
        if (this.#day === null) continue;
        this.#day = Math.max(this.#day, this.#dayAt(occasion.instant));
        for (const announced of this.#announced.values()) {
          for (let day = this.#began; day <= this.#day; day += 1) {
            if (!announced.has(day)) announced.set(day, announced.get(day - 1) ?? null);
          }
        }
        this.#look(true);
      }
    }
    this.#passTo(this.#dayAt(until));
    return this.said;
  }

  #know(revision: number): void {
    this.#revision = revision;
    this.#known = this.facts.slice(0, revision + 1);
    this.#tiers = new Map();
  }

  #dayAt(instant: number): Day {
    return dayIn(this.rules.timeZone, instant - SETTLING_MS);
  }

  #passTo(day: Day): void {
    if (this.#day === null) return;
    while (this.#day < day) {
      this.#day += 1;
      this.#look(false);
    }
  }

  /** Facts and rules alone change days that have passed. */
  #look(mayRestate: boolean): void {
    const options = new Set([...optionIdsOf(this.rules.programs), ...this.#announced.keys()]);
    for (const option of options) this.#lookAt(option, mayRestate);
  }

  #lookAt(option: string, mayRestate: boolean): void {
    const today = this.#day!;
    const announced = this.#announced.get(option) ?? new Map<Day, Tier | null>();
    this.#announced.set(option, announced);
    for (let day = this.#began; day <= today; day += 1) {
      if (!announced.has(day)) announced.set(day, announced.get(day - 1) ?? null);
    }
    const fromTier = announced.get(today)!;
    const toTier = this.#tierOn(option, today);
    if (fromTier !== toTier) {
      const type = rank(toTier) > rank(fromTier) ? 'TierAttained' : 'TierLapsed';
      this.#say({ type, option, fromTier, toTier, effectiveOn: this.#since(option) });
      announced.set(today, toTier);
      this.#entered.delete(option);
    }
    if (mayRestate) this.#restate(option, announced, fromTier, toTier);
    this.#warn(option, toTier);
  }

  #restate(
    option: string,
    announced: Map<Day, Tier | null>,
    fromTier: Tier | null,
    toTier: Tier | null,
  ): void {
    const intervals: { from: string; to: string; was: Tier | null; is: Tier | null }[] = [];
    for (let day = this.#began; day < this.#day!; day += 1) {
      const was = announced.get(day)!;
      const is = this.#tierOn(option, day);
      if (was === is) continue;
      const last = intervals.at(-1);
      const to = formatDay(day + 1);
      if (last !== undefined && last.to === formatDay(day) && last.was === was && last.is === is) {
        last.to = to;
      } else {
        intervals.push({ from: formatDay(day), to, was, is });
      }
      announced.set(day, is);
    }
    const [first] = intervals;
    if (first === undefined) return;
    const effectiveOn = first.from;
    this.#say({ type: 'StandingRestated', option, fromTier, toTier, effectiveOn, intervals });
  }

  #warn(option: string, tier: Tier | null): void {
    const { leads } = this.rules;
    for (let left = 1; left <= Math.max(...leads); left += 1) {
      const ahead = this.#tierOn(option, this.#day! + left);
      if (rank(ahead) >= rank(tier)) continue;
      const lead = Math.min(...leads.filter((one) => one >= left));
      const entered = this.#entered.get(option) ?? Infinity;
      if (lead >= entered) return;
      this.#entered.set(option, lead);
      const lapsesOn = formatDay(this.#day! + left);
      this.#say({
        type: 'TierAtRisk',
        option,
        fromTier: tier,
        toTier: ahead,
        effectiveOn: lapsesOn,
        lapsesOn,
        leadDays: lead,
      });
      return;
    }
    this.#entered.delete(option);
  }

  #since(option: string): string {
    const today = this.#day!;
    const enrolledOn = this.#enrolledOn();
    let since = today;
    while (since > enrolledOn && this.#tierOn(option, since - 1) === this.#tierOn(option, today)) {
      since -= 1;
    }
    return formatDay(since);
  }

  #enrolledOn(): Day {
    const known = this.#known;
    const isRetracted = (id: string) => {
      const verdict = known.findLast(
        ({ type, data }) =>
          (type === 'FactRetracted' || type === 'FactReinstated') && data.factId === id,
      );
      return verdict?.type === 'FactRetracted';
    };
    const corrected = known.findLast(
      ({ type, id, data }) =>
        type === 'OrganizationCorrected' && data.effectiveOn !== undefined && !isRetracted(id),
    );
    return dayOf((corrected ?? known[0])!.data['effectiveOn' as never]);
  }

  #tierOn(option: string, day: Day): Tier | null {
    let tiers = this.#tiers.get(day);
    if (tiers === undefined) {
      const standings = naiveStandings(this.#known, this.rules.programs, day);
      tiers = new Map(standings.map(({ optionId, tier }) => [optionId, tier]));
      this.#tiers.set(day, tiers);
    }
    return tiers.get(option) ?? null;
  }

  #say(said: Omit<Said, 'look'>): void {
    this.said.push({ ...said, look: { revision: this.#revision, day: formatDay(this.#day!) } });
  }
}
