import type { Schemas } from '../api/client.js';

export type Recorded = Schemas['Facts']['facts'][number];

/** Of facts that are taken back, the revision that did it, by `factName`. */
export type TakenBack = ReadonlyMap<string, number>;

/** By what retractions and reinstatements say, whichever of them come first in `decided`. */
export function takenBackBy(decided: readonly Recorded[]): TakenBack {
  const taken = new Map<string, number>();
  for (const { event, revision } of [...decided].sort((a, b) => a.revision - b.revision)) {
    if (event.type !== 'FactRetracted' && event.type !== 'FactReinstated') continue;
    const name = factName(event.data.factSource, event.data.factId);
    if (event.type === 'FactRetracted') taken.set(name, revision);
    else taken.delete(name);
  }
  return taken;
}

/** What tells a fact from every other of its organization. */
export function factName(source: string, id: string): string {
  return JSON.stringify([source, id]);
}
