import type { Day } from './business-day.js';
import type { FactType, RecordedFact } from './facts/fact.js';

export type RecordedOf<T extends FactType> = Extract<RecordedFact, { type: T }>;

export function ofType<T extends FactType>(
  facts: readonly RecordedFact[],
  type: T,
): RecordedOf<T>[] {
  return facts.filter((fact): fact is RecordedOf<T> => fact.type === type);
}

/** The mark that holds on `day`: the latest by then, of one day the one with the highest revision. */
export function markOn<M extends { effectiveOn: Day; revision: number }>(
  marks: readonly M[],
  day: Day,
): M | null {
  let holds: M | null = null;
  for (const mark of marks) {
    if (mark.effectiveOn > day) continue;
    const later =
      holds === null ||
      mark.effectiveOn > holds.effectiveOn ||
      (mark.effectiveOn === holds.effectiveOn && mark.revision > holds.revision);
    if (later) holds = mark;
  }
  return holds;
}
