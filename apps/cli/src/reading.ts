import { type EventStore, openEventStore, type StreamListing } from '@app/event-store';
import type { Program } from '@app/domain';
import { FactsCache, Questions, Reasons } from '@app/projections';
import { programsOf, type Settings, today } from './settings.js';

/** The log opened for reading, and the questions that are answered from it. */
export interface Reading {
  readonly store: EventStore & StreamListing;
  readonly programs: readonly Program[];
  readonly facts: FactsCache;
  readonly questions: Questions;
  readonly reasons: Reasons;
}

/** Opens the log read-only, beside a service that may be writing it, for as long as `use` takes. */
export async function whileReading<T>(
  settings: Settings,
  use: (reading: Reading) => Promise<T>,
): Promise<T> {
  const programs = programsOf(settings);
  const store = await openEventStore({
    directory: settings.dataDirectory,
    readOnly: true,
    ...(settings.eventStoreUrl === undefined ? {} : { url: settings.eventStoreUrl }),
  });
  try {
    const facts = new FactsCache({ store });
    const asked = { facts, programs, today: () => today(settings) };
    const questions = new Questions(asked);
    const reasons = new Reasons({ ...asked, store, now: Date.now });
    return await use({
      store,
      get programs() {
        return programs();
      },
      facts,
      questions,
      reasons,
    });
  } finally {
    await store.close();
  }
}
