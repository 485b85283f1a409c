import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { type Fact, optionIdsOf, tierIntervals } from '@app/domain';
import { InMemoryEventStore } from '@app/event-store';
import { loadPrograms } from '@app/programs';
import { FactsCache } from '@app/projections';
import { Recorder } from '@app/recording';
import { DEMONSTRATION_ORGANIZATION, demonstrationFacts } from './facts.js';
import { orderLines } from './records.js';
import { renderHistories } from './render.js';

const HISTORY = 'demo/history.txt';

async function historiesOf(facts: readonly Fact[]) {
  const store = new InMemoryEventStore();
  const recorder = new Recorder({ store, keepPersonalData: () => Promise.resolve() });
  const outcomes = await recorder.record(facts, { recordedBy: 'test' });
  const index = await new FactsCache({ store }).factsOf(DEMONSTRATION_ORGANIZATION);
  const known = index?.knownAt();
  if (known === undefined) throw new Error('nothing was recorded');
  const programs = loadPrograms();
  const histories = optionIdsOf(programs).map((option) => ({
    option,
    intervals: tierIntervals(known, programs, option, known.enrolledOn, null),
  }));
  return { outcomes, histories };
}

describe('the demonstration', () => {
  test('has every order line to the cent', () => {
    const lines = orderLines();
    expect(lines).toHaveLength(2155);
    // The records' own total is 1,265,793.04; each line rounds to a cent of its own.
    const cents = lines.reduce((sum, line) => sum + line.cents, 0);
    expect(Math.abs(cents - 126_579_304)).toBeLessThan(100);
  });

  test('is recorded without a reject, and once however often it is loaded', async () => {
    const facts = demonstrationFacts();
    const { outcomes } = await historiesOf([...facts, ...facts]);
    const statuses = Map.groupBy(outcomes, ({ status }) => status);
    expect(statuses.get('accepted')).toHaveLength(facts.length);
    expect(statuses.get('duplicate')).toHaveLength(facts.length);
  });

  test('has the history that is committed', async () => {
    const { histories } = await historiesOf(demonstrationFacts());
    const rendered = `${renderHistories(histories)}\n`;
    expect(rendered).toBe(readFileSync(HISTORY, 'utf8'));
  });
});
