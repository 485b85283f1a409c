import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { FACT_TYPES } from '@app/domain';
import type { StoredEvent } from '@app/event-store';
import { asSent, decodeFact, encodeFact, SCHEMA_VERSIONS, UndecodableFact } from './index.js';

interface Line {
  readonly stored: StoredEvent;
  readonly reads: { readonly data: object };
}

/** One stored event for every type and version there has ever been; lines are added, never changed. */
const lines = readFileSync('test/fixtures/stored-facts.ndjson', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Line);

const versionOf = ({ stored }: Line): string => {
  const { schemaVersion } = JSON.parse(stored.metadata) as { schemaVersion: number };
  return `${stored.type} ${schemaVersion}`;
};

describe('stored facts', () => {
  test.each(lines.map((line) => [versionOf(line), line] as const))(
    '%s reads as it always did',
    (_version, { stored, reads }) => {
      expect(decodeFact(stored)).toEqual(reads);
    },
  );

  test('of every type and version are in the fixture', () => {
    const versions = FACT_TYPES.flatMap((type) =>
      Array.from({ length: SCHEMA_VERSIONS[type] }, (_, older) => `${type} ${older + 1}`),
    );
    expect(lines.map(versionOf).sort()).toEqual(versions.sort());
  });

  test('of the present version are written as the fixture has them', () => {
    for (const { stored } of lines.filter(
      (line) =>
        versionOf(line) === `${line.stored.type} ${SCHEMA_VERSIONS[line.stored.type as never]}`,
    )) {
      const fact = decodeFact(stored);
      expect(fact).not.toBeNull();
      if (fact === null) continue;
      const { type, eventId, data, metadata } = encodeFact(fact, fact, stored.eventId);
      expect({ type, eventId, data: JSON.parse(data), metadata: JSON.parse(metadata) }).toEqual({
        type: stored.type,
        eventId: stored.eventId,
        data: JSON.parse(stored.data),
        metadata: JSON.parse(stored.metadata),
      });
    }
  });

  const [first] = lines;
  const stored = first!.stored;

  test('of a type that is none of ours are passed over', () => {
    expect(decodeFact({ ...stored, type: 'SomethingElse' })).toBeNull();
  });

  test.each([
    [
      'of a later version',
      { metadata: stored.metadata.replace('"schemaVersion":1', '"schemaVersion":9') },
    ],
    ['without a version', { metadata: stored.metadata.replace('"schemaVersion":1,', '') }],
    ['of broken JSON', { data: '{' }],
  ])('%s stop the reader', (_case, damage) => {
    expect(() => decodeFact({ ...stored, ...damage })).toThrow(UndecodableFact);
  });

  test('as they were sent have their own rate and not a found one', () => {
    const booked = lines
      .map(({ stored: event }) => decodeFact(event))
      .find((fact) => fact?.type === 'RevenueBooked');
    expect(booked?.data).toHaveProperty('usdAmount');
    expect(asSent(booked!).data).not.toHaveProperty('usdAmount');
    expect(asSent(booked!).data).not.toHaveProperty('usdPerUnit');
  });
});
