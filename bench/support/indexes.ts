import { FactsIndex, KnownFacts, type RecordedFact } from '@app/domain';
import { factsOf, type Story } from './story.js';

/** 2024-01-01T00:00Z. */
const FIRST_RECORDED_AT = 1_704_067_200_000;

/** The story's facts as a stream has them; every one was recorded at an instant of its own, which costs the most. */
export function* recordedFactsOf(story: Story): Generator<RecordedFact> {
  let revision = 0;
  for (const fact of factsOf(story)) {
    const recordedAt = FIRST_RECORDED_AT + revision;
    yield { ...fact, revision, recordedAt, recordedBy: 'bench' } as RecordedFact;
    revision += 1;
  }
}

export function indexOf(story: Story): FactsIndex {
  const index = new FactsIndex();
  for (const fact of recordedFactsOf(story)) index.apply(fact);
  return index;
}

/** All that is known, with nothing of it worked out yet. */
export function knownAfresh(index: FactsIndex): KnownFacts {
  return new KnownFacts(index.content, index.revision);
}
