import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Database, openDatabase } from '@app/database';
import { alertOf, standingStreamOf } from '@app/alerting';
import { dayIn, type Fact } from '@app/domain';
import { OutcomeUnknown } from '@app/event-store';
import { readFacts, type RecordingRequest } from '@app/recording';
import { Feed } from './feed.js';
import { NaiveWatch, type Occasion, type Rules, type Said } from './naive-watch.js';
import { Random } from './random.js';
import { RULES } from './rules.js';
import { Crash, Process, World } from './world.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const ZONES = ['UTC', 'Europe/Paris', 'America/New_York'];
const LEADS = [
  [9, 4, 1],
  [12, 5],
  [3, 20],
];

/** How much the stories held, so that they cannot all be dull. */
export interface Tally {
  stories: number;
  crashes: number;
  requests: number;
  said: Record<string, number>;
}

/** One story of an organization or two, a watch that is killed again and again, and what it should have said. */
class Simulation {
  readonly #random: Random;
  readonly #world: World;
  readonly #first: Rules;
  readonly #occasions = new Map<string, Occasion[]>();
  readonly #heads = new Map<string, number>();
  readonly #feeds: readonly Feed[];
  #process: Process;

  constructor(
    readonly seed: number,
    database: Database,
    private readonly tally: Tally,
  ) {
    this.#random = new Random(seed);
    this.#first = {
      programs: this.#random.one(RULES),
      timeZone: this.#random.one(ZONES),
      leads: this.#random.one(LEADS),
    };
    this.#world = new World(this.#random, database, this.#first);
    this.#feeds = Array.from(
      { length: this.#random.chance(0.15) ? 2 : 1 },
      (_, number) => new Feed(`org-${number}`, this.#random),
    );
    this.#process = new Process(this.#world);
  }

  async run(): Promise<void> {
    const random = this.#random;
    for (const feed of this.#feeds) {
      const enrolment = feed.enrolment(this.#today());
      await this.#send(feed, [enrolment, ...feed.facts(this.#today(), random.integer(0, 5))]);
    }
    const long = random.chance(0.02);
    for (let step = random.integer(4, 7); step > 0; step -= 1) {
      await this.#wait(long ? random.integer(0, 100) : random.integer(0, 12));
      if (random.chance(0.12)) await this.#changeRules();
      const feed = random.one(this.#feeds);
      await this.#send(feed, feed.facts(this.#today(), random.integer(1, 4)));
    }
    await this.#wait(long ? 380 : 20);
    await this.#untilLooked();
    for (const feed of this.#feeds) await this.#compare(feed.organizationId);
  }

  #today() {
    return dayIn(this.#world.rules.timeZone, this.#world.now);
  }

  /** Days pass, and on some of them somebody looks. */
  async #wait(days: number): Promise<void> {
    const until = this.#world.now + days * DAY_MS + this.#random.integer(0, 20 * HOUR_MS);
    const isDown = this.#random.chance(0.3);
    while (this.#world.now < until) {
      if (!isDown && this.#random.chance(0.5)) await this.#untilLooked();
      this.#world.now = Math.min(until, this.#world.now + this.#random.integer(1, 6 * DAY_MS));
    }
    if (!isDown && this.#random.chance(0.7)) await this.#untilLooked();
  }

  /** Sends a request in one of the ways there are; a process that dies over it is started again. */
  async #send(feed: Feed, facts: readonly Fact[]): Promise<void> {
    const random = this.#random;
    this.tally.requests += 1;
    if (random.chance(0.15)) this.#process.crashAfter(random.integer(1, 12));
    try {
      switch (random.integer(0, 3)) {
        case 0: {
          // As many requests, all at once.
          const before = this.#heads.get(feed.organizationId) ?? -1;
          if (before === -1) await this.#process.record(facts);
          else {
            await Promise.allSettled(facts.map((fact) => this.#process.record([fact])));
            const head = await this.#head(feed);
            for (let end = before + 1; end < head; end += 1) this.#ended(feed, end);
          }
          break;
        }
        case 1:
          await this.#sendInPages(feed, facts);
          break;
        default:
          await this.#process.record(facts);
      }
    } catch (error) {
      // Unknown when the process went, or still so when the last try's answer was lost, too: it may be recorded.
      if (!(error instanceof Crash || error instanceof OutcomeUnknown)) throw error;
    }
    await this.#settled(feed);
  }

  /** One request whose pages come over days, with looks in between. */
  async #sendInPages(feed: Feed, facts: readonly Fact[]): Promise<void> {
    const request = this.#process.recorder.begin();
    try {
      await this.#sendPagesOf(request, feed, facts);
    } finally {
      request.end();
    }
  }

  async #sendPagesOf(request: RecordingRequest, feed: Feed, facts: readonly Fact[]): Promise<void> {
    const process = this.#process;
    let hasBegun = false;
    for (const [page, fact] of facts.entries()) {
      const before = await this.#head(feed);
      await process.record([fact], { request });
      hasBegun ||= (await this.#head(feed)) > before;
      if (page < facts.length - 1) {
        if (this.#random.chance(0.6)) this.#world.now += this.#random.integer(1, 3 * DAY_MS);
        if (this.#random.chance(0.6)) await process.look();
        // Somebody else's fact in the middle of it.
        if (before >= 0 && this.#random.chance(0.3)) {
          const middle = await this.#head(feed);
          await process.record(feed.facts(this.#today(), 1));
          const head = await this.#head(feed);
          // Of a request that has recorded nothing yet there is no middle.
          if (!hasBegun && head > middle) this.#ended(feed, head);
        }
      }
    }
  }

  async #head(feed: Feed): Promise<number> {
    return (await this.#world.log.head(`organization-${feed.organizationId}`))?.revision ?? -1;
  }

  /** Whatever became of a request, it is over. */
  async #settled(feed: Feed): Promise<void> {
    await this.#alive();
    const head = await this.#head(feed);
    if (head === -1) {
      await this.#send(feed, [feed.enrolment(this.#today())]);
      return;
    }
    if (head > (this.#heads.get(feed.organizationId) ?? -1)) this.#ended(feed, head);
    this.#heads.set(feed.organizationId, head);
  }

  #ended({ organizationId }: Feed, revision: number): void {
    this.#occasionsOf(organizationId).push({ at: 'end of a request', revision });
  }

  #occasionsOf(organizationId: string): Occasion[] {
    const occasions = this.#occasions.get(organizationId) ?? [];
    this.#occasions.set(organizationId, occasions);
    return occasions;
  }

  async #alive(): Promise<void> {
    if (this.#process.isAlive && !this.#random.chance(0.05)) return;
    if (!this.#process.isAlive) this.tally.crashes += 1;
    this.#process = new Process(this.#world);
  }

  /** The watch runs until it has seen everything, killed now and then, and sometimes with a second one beside it. */
  async #untilLooked(): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
      const isMortal = attempt < 6 && this.#random.chance(0.4);
      const process = this.#process;
      if (isMortal) process.crashAfter(this.#random.integer(1, 40));
      const second = this.#random.chance(0.1)
        ? new Process(this.#world, process.recorder.requests)
        : null;
      const ends = await Promise.allSettled([process.look(), second?.look()]);
      for (const end of ends) {
        if (end.status === 'rejected' && !(end.reason instanceof Crash)) throw end.reason;
      }
      process.crashAfter(process.isAlive ? Infinity : 0);
      if (process.isAlive) return;
      await this.#alive();
    }
  }

  /** At noon, when it is the same day in every zone, and with everything seen before and behind it. */
  async #changeRules(): Promise<void> {
    const world = this.#world;
    const noon = Math.ceil((world.now - DAY_MS / 2) / DAY_MS) * DAY_MS + DAY_MS / 2;
    world.now = noon + HOUR_MS / 2;
    await this.#untilLooked();
    const random = this.#random;
    world.rules = {
      programs: random.chance(0.8) ? random.one(RULES) : world.rules.programs,
      timeZone: random.chance(0.4) ? random.one(ZONES) : world.rules.timeZone,
      leads: random.chance(0.2) ? random.one(LEADS) : world.rules.leads,
    };
    // Zones and leads are read when the service starts.
    this.#process = new Process(world);
    for (const { organizationId } of this.#feeds) {
      const rules = { at: 'other rules', instant: world.now, rules: world.rules } as const;
      this.#occasionsOf(organizationId).push(rules);
    }
    await this.#untilLooked();
  }

  async #compare(organizationId: string): Promise<void> {
    const facts = await readFacts(this.#world.log, organizationId, { after: -1, limit: 10_000 });
    const naive = new NaiveWatch(facts, this.#first);
    const expected = naive.walk(this.#occasions.get(organizationId) ?? [], this.#world.now);
    const said: Said[] = [];
    const ids = new Set<string>();
    for await (const page of this.#world.log.read(standingStreamOf(organizationId))) {
      for (const event of page) {
        ids.add(event.eventId);
        if (alertOf(event) !== null) said.push(saidBy(event));
      }
    }
    for (const { type } of said) this.tally.said[type] = (this.tally.said[type] ?? 0) + 1;
    expect({ seed: this.seed, said: inOrder(said) }).toEqual({
      seed: this.seed,
      said: inOrder(expected),
    });
  }
}

function saidBy({ type, data }: { type: string; data: string }): Said {
  const { organizationId: _id, competency, because, look, ...said } = JSON.parse(data);
  if (because.length === 0) throw new Error(`nothing explains ${data}`);
  return {
    type,
    ...said,
    option: `${competency}/${said.option}`,
    look: { revision: look.revision, day: look.day },
  };
}

/** Options are told in no particular order at one look. */
function inOrder(said: readonly Said[]): Said[] {
  const place = ({ look, option }: Said) =>
    `${String(look.revision).padStart(6, '0')} ${look.day} ${option}`;
  return [...said].sort((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0));
}

/** Runs `stories` stories, from a seed that is printed; `SEED=` runs the one story of that seed. `STORIES=` sets their number. */
export function simulate(usually: number): void {
  const stories = Number(process.env['STORIES'] ?? usually);
  let directory: string;
  let database: Database;

  beforeAll(async () => {
    // In memory where there is such a folder: what power cuts do to the files is tried elsewhere.
    const parent = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
    directory = mkdtempSync(join(parent, 'assay-simulation-'));
    database = await openDatabase({ directory });
  });

  afterAll(async () => {
    await database.close();
    rmSync(directory, { recursive: true, force: true });
  });

  test('a watch that is killed, late or doubled says what walking through every day says', async () => {
    const own = process.env['SEED'];
    const first = own === undefined ? Math.floor(Math.random() * 0x7fff_0000) : Number(own);
    const tally: Tally = { stories: 0, crashes: 0, requests: 0, said: {} };
    const last = own === undefined ? first + stories - 1 : first;
    console.info(`seeds ${first} to ${last}`);
    for (let seed = first; seed <= last; seed += 1) {
      await database.db.deleteFrom('watches').execute();
      await database.db.deleteFrom('checkpoints').execute();
      try {
        await new Simulation(seed, database, tally).run();
      } catch (error) {
        throw new Error(`SEED=${seed} replays it: ${String(error)}`, { cause: error });
      }
      tally.stories += 1;
    }
    console.info(JSON.stringify(tally));
    if (own !== undefined) return;
    for (const type of ['TierAttained', 'TierLapsed', 'StandingRestated', 'TierAtRisk']) {
      expect(tally.said[type]).toBeGreaterThan(stories / 10);
    }
    expect(tally.crashes).toBeGreaterThan(stories / 4);
  }, 600_000);
}
