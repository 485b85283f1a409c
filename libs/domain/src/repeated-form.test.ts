import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { check, Shares } from '../../../test/properties/check.js';
import { RepeatedForm } from './repeated-form.js';

/** What `read` gives, or that it throws. */
function outcome(read: () => unknown): unknown {
  try {
    return { parsed: read() };
  } catch (error) {
    return { refused: (error as Error).name };
  }
}

const key = fc.oneof(fc.constantFrom('a', 'b', '1', '__proto__', 'with "quotes"', ''), fc.string());
const plain = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('"', '\\', '\n'),
);
const value = fc.oneof(
  { arbitrary: plain, weight: 5 },
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.string(), { maxLength: 2 }),
  fc.dictionary(fc.constantFrom('a', 'b', '1'), fc.oneof(plain, fc.constant({})), { maxKeys: 2 }),
);
/** Texts that share keys, with what is put into one of them, or taken out, anywhere. */
const texts = fc
  .tuple(
    fc.uniqueArray(key, { maxLength: 4 }),
    fc.array(fc.tuple(fc.array(value, { minLength: 4, maxLength: 4 }), fc.nat(4)), {
      minLength: 1,
      maxLength: 40,
    }),
    fc.array(
      fc.record({
        of: fc.nat(39),
        at: fc.nat(60),
        length: fc.nat(2),
        put: fc.constantFrom('', '"', '\\', '\u0001', ' ', ',', '}', 'x', ',"a":"b"'),
      }),
      { maxLength: 6 },
    ),
  )
  .map(([keys, rows, changes]) => {
    const written = rows.map(([values, dropped]) => {
      const kept = keys.map((name, place) => [name, values[place]] as const);
      // Most have all keys.
      if (dropped === 3) kept.pop();
      return `{${kept.map(([name, of]) => `${JSON.stringify(name)}:${JSON.stringify(of)}`).join(',')}}`;
    });
    for (const { of, at, length, put } of changes) {
      const text = written[of];
      if (text !== undefined) written[of] = text.slice(0, at) + put + text.slice(at + length);
    }
    return written;
  });

test('texts of one form, and any others, are read as JSON.parse reads them', () => {
  const shares = new Shares();
  check(
    fc.property(texts, (written) => {
      const form = new RepeatedForm(['a']);
      for (const text of written) {
        const expected = outcome(() => JSON.parse(text));
        expect(outcome(() => form.parse(text))).toStrictEqual(expected);
        shares.saw({
          refused: JSON.stringify(expected).startsWith('{"refused"'),
        });
      }
    }),
    2_000,
  );
  expect(shares.report()['refused']).toBeGreaterThan(0.005);
});

test('objects of one form are apart from each other, and in the order of the text', () => {
  const form = new RepeatedForm();
  const text = (id: string) => `{"version":1,"id":"${id}","by":"me"}`;
  const read = ['first', 'second', 'third'].map((id) => form.parse(text(id)) as { id: string });
  expect(read.map((one) => JSON.stringify(one))).toEqual(['first', 'second', 'third'].map(text));
  read[1]!.id = 'changed';
  expect(read.map(({ id }) => id)).toEqual(['first', 'changed', 'third']);
});
