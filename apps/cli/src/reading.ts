import { type EventStore, openEventStore, type StreamListing } from '@app/event-store';
import type { Program } from '@app/domain';
import { loadPrograms } from '@app/programs';
import { FactsCache, Questions } from '@app/projections';
import { type Settings, today } from './settings.js';

/** The log opened for reading, and the questions that are answered from it. */
export interface Reading {
  readonly store: EventStore & StreamListing;
  readonly programs: readonly Program[];
  readonly facts: FactsCache;
  readonly questions: Questions;
}

/** Opens the log read-only, beside a service that may be writing it, for as long as `use` takes. */
export async function whileReading<T>(
  settings: Settings,
  use: (reading: Reading) => Promise<T>,
): Promise<T> {
  const store = await openEventStore({
    directory: settings.dataDirectory,
    readOnly: true,
    ...(settings.eventStoreUrl === undefined ? {} : { url: settings.eventStoreUrl }),
  });
  try {
    const programs = loadPrograms();
    const facts = new FactsCache({ store });
    const questions = new Questions({
      facts,
      programs: () => programs,
      today: () => today(settings),
    });
    return await use({ store, programs, facts, questions });
  } finally {
    await store.close();
  }
}
