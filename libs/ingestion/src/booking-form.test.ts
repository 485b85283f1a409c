import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { check, Shares } from '../../../test/properties/check.js';
import { BookingForm } from './booking-form.js';
import { parseJson } from './json.js';

const text = fc.oneof(
  { arbitrary: fc.string({ maxLength: 8 }), weight: 8 },
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.constantFrom('"', '\\', '\n', 'é', '\u2028'),
);
const value = fc.oneof(
  { arbitrary: text, weight: 12 },
  fc.constantFrom(null, 1, true, -0, [], {}, { amount: '1' }),
);
const name = fc.constantFrom('amount', 'product', '1', 'id', 'type', 'data', 'with "quotes"', '');
const type = fc.constantFrom('RevenueBooked', 'RevenueBooked', 'RevenueBooked', 'ExamPassed');

/** Events of one sender: some have other members than the others, and some are torn or mended anywhere. */
const texts = fc
  .record({
    beside: fc.uniqueArray(name, { maxLength: 2 }),
    names: fc.uniqueArray(name, { maxLength: 4 }),
    rows: fc.array(
      fc.tuple(type, text, fc.array(value, { minLength: 6, maxLength: 6 }), fc.nat(8)),
      {
        minLength: 1,
        maxLength: 40,
      },
    ),
    changes: fc.array(
      fc.record({
        of: fc.nat(39),
        at: fc.nat(120),
        length: fc.nat(2),
        put: fc.constantFrom('', '"', '\\', '\u0001', ' ', ',', '}', '{', 'x', ',"a":"b"'),
      }),
      { maxLength: 8 },
    ),
  })
  .map(({ beside, names, rows, changes }) => {
    const written = rows.map(([of, id, values, odd]) => {
      const members = (of: readonly string[], from: number) =>
        of.map((key, place) => `${JSON.stringify(key)}:${JSON.stringify(values[from + place])}`);
      const data = members(odd === 8 ? names.slice(1) : names, 2).join(',');
      const event = [
        `"specversion":"1.0","type":"${of}","id":${JSON.stringify(id)},"data":{${data}}`,
        ...members(
          beside.filter((key) => !['id', 'type', 'data'].includes(key) || odd === 7),
          0,
        ),
      ];
      return `{${event.join(',')}}`;
    });
    for (const { of, at, length, put } of changes) {
      const torn = written[of];
      if (torn !== undefined) written[of] = torn.slice(0, at) + put + torn.slice(at + length);
    }
    return written;
  });

test('events of one form, and any others, are read as they are without one', () => {
  const shares = new Shares();
  check(
    fc.property(texts, (written) => {
      const form = new BookingForm();
      for (const line of written) {
        const expected = parseJson(line);
        expect(form.parse(line)).toStrictEqual(expected);
        shares.saw({ refused: expected.fault !== undefined });
      }
    }),
    2_000,
  );
  expect(shares.report()['refused']).toBeGreaterThan(0.005);
});

test('events of one form are apart from each other, and in the order of the text', () => {
  const form = new BookingForm();
  const line = (id: string) =>
    `{"id":"${id}","type":"RevenueBooked","data":{"product":"p","bookingId":"${id}"},"specversion":"1.0"}`;
  const read = ['first', 'second', 'third'].map((id) => form.parse(line(id)).value);
  expect(read.map((event) => JSON.stringify(event))).toEqual(
    ['first', 'second', 'third'].map(line),
  );
  const [, second, third] = read as { data: { bookingId: string } }[];
  second!.data.bookingId = 'changed';
  expect(third).toEqual(JSON.parse(line('third')));
});
