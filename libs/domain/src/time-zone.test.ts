import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dayOf, formatDay } from './business-day.js';
import { beginningOf, dayIn } from './time-zone.js';

const ZONES = ['UTC', 'Europe/Paris', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Apia'];
const FIRST_INSTANT = Date.parse('1990-01-02T00:00:00Z');
const LAST_INSTANT = Date.parse('2100-12-30T00:00:00Z');

/** The day as a Swede would write it, by a format that remembers nothing. */
function naiveDayIn(timeZone: string, instant: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(instant);
}

describe('the day in a zone', () => {
  test('is another one from midnight there on', () => {
    const midnight = Date.parse('2018-03-31T22:00:00Z');
    const days = [midnight - 1, midnight, midnight - 1, midnight + 999].map((instant) =>
      formatDay(dayIn('Europe/Paris', instant)),
    );
    expect(days).toEqual(['2018-03-31', '2018-04-01', '2018-03-31', '2018-04-01']);
  });

  test('is the day that a calendar shows, in whatever order instants and zones are asked about', () => {
    const steps = fc.array(
      fc.record({
        zone: fc.constantFrom(...ZONES),
        // Often within the second of the one before, often around a midnight.
        ms: fc.oneof(
          fc.integer({ min: -1_500, max: 1_500 }),
          fc.integer({ min: -86_400_000, max: 86_400_000 }),
        ),
      }),
      { minLength: 1, maxLength: 20 },
    );
    const start = fc
      .integer({ min: FIRST_INSTANT / 900_000, max: LAST_INSTANT / 900_000 })
      .map((quarterHours) => quarterHours * 900_000);
    const seed = Number(process.env['FC_SEED'] ?? Math.floor(Math.random() * 0x7fff_ffff));
    console.info(`seed ${seed}`);
    fc.assert(
      fc.property(start, steps, (from, asked) => {
        let instant = from;
        for (const { zone, ms } of asked) {
          instant = Math.min(LAST_INSTANT, Math.max(FIRST_INSTANT, instant + ms));
          expect(formatDay(dayIn(zone, instant))).toBe(naiveDayIn(zone, instant));
        }
      }),
      { seed, numRuns: 300 },
    );
  });

  test('begins at the instant behind the last one of the day before', () => {
    const began = (day: string, zone: string) =>
      new Date(beginningOf(dayOf(day), zone)).toISOString();
    expect(began('2018-04-01', 'UTC')).toBe('2018-04-01T00:00:00.000Z');
    expect(began('2018-03-26', 'Europe/Paris')).toBe('2018-03-25T22:00:00.000Z');
    // There the clock is put forward at midnight, and here a day is left out.
    expect(began('2018-11-04', 'America/Sao_Paulo')).toBe('2018-11-04T03:00:00.000Z');
    expect(began('2011-12-31', 'Pacific/Apia')).toBe('2011-12-30T10:00:00.000Z');
    for (const zone of ZONES) {
      for (const day of ['1990-01-01', '2016-02-29', '2100-12-31']) {
        const begins = beginningOf(dayOf(day) + 1, zone);
        expect(naiveDayIn(zone, begins - 1)).toBe(day);
        expect(naiveDayIn(zone, begins)).toBe(formatDay(dayOf(day) + 1));
      }
    }
  });

  test('is of no zone that is none', () => {
    expect(() => dayIn('Europe/Atlantis', 0)).toThrow(RangeError);
  });
});
