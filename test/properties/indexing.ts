import { FactsIndex, type RecordedFact } from '@app/domain';

/** An index of these facts, applied in one go. */
export function indexOf(recorded: readonly RecordedFact[]): FactsIndex {
  const index = new FactsIndex();
  for (const fact of recorded) index.apply(fact);
  return index;
}
