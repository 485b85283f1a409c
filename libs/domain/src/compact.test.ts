import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../../test/properties/check.js';
import { HashIndex } from './hash-index.js';
import { keyedHash } from './keyed-hash.js';
import { CentsColumn, NumberColumn, words } from './number-column.js';
import { RecordingInstants } from './recording-instants.js';

describe('the keyed hash', () => {
  // From the reference implementation: input bytes 0, 1, 2, …, of which two make a code unit; key bytes 0 to 7; 2 and 4 rounds.
  test.each([
    [0, '218d1f59b9b83cc8'],
    [2, '064f39ef7c50eb57'],
    [4, 'd5e78a175be52ea1'],
    [6, 'ce3e91358aa2bc25'],
    [8, 'edfee820bce4858c'],
    [10, '95b0469f06a6f2ee'],
    [14, '3bb1a870eae8e658'],
    [16, '7336aad25f7bf3b5'],
  ])('of %i bytes is that of the published vectors', (bytes, expected) => {
    const text = Buffer.from(Array.from({ length: bytes }, (_, byte) => byte)).toString('utf16le');
    const { low, high } = keyedHash([text], [0x03020100, 0x07060504], { word: 2, end: 4 });
    const written = Buffer.alloc(8);
    written.writeUInt32LE(low, 0);
    written.writeUInt32LE(high, 4);
    expect(written.toString('hex')).toBe(expected);
  });

  test('differs under another key', () => {
    expect(keyedHash(['contoso'], [1, 2])).not.toEqual(keyedHash(['contoso'], [1, 3]));
  });
});

/** So few that hashes collide, in the low word alone and altogether. */
const hash = fc.record({ low: fc.constantFrom(0, 1, 2, 0xffff_ffff), high: fc.constantFrom(0, 1) });

test('a hash index finds the rows of a hash as a map of lists does', () => {
  check(
    fc.property(fc.array(hash, { maxLength: 300 }), (hashes) => {
      const index = new HashIndex();
      const lists = new Map<string, number[]>();
      for (const [row, one] of hashes.entries()) {
        index.add(row, one);
        const key = JSON.stringify(one);
        lists.set(key, [...(lists.get(key) ?? []), row]);
        // In the middle of all this the table is made; 0 and 0 is taken for another hash.
        if (row === 150) index.rowsOf(one);
        if (one.low !== 0 || one.high !== 0) expect(index.hashOf(row)).toEqual(one);
      }
      for (const [key, rows] of lists) expect(index.rowsOf(JSON.parse(key) as never)).toEqual(rows);
      expect(index.rowsOf({ low: 7, high: 7 })).toEqual([]);
      const again = HashIndex.fromArrays(index.toArrays(hashes.length));
      for (const [key, rows] of lists) expect(again.rowsOf(JSON.parse(key) as never)).toEqual(rows);
    }),
    200,
  );
});

/** Of the names from 0 to `count` and some more, those that an index which was made at row `made` does not find where they are. */
function misplaced(seed: number, count: number, made: number): number[] {
  const index = new HashIndex();
  const hashOf = (name: number) => keyedHash([String(name)], [seed, 0]);
  for (let row = 0; row < count; row += 1) {
    index.add(row, hashOf(row));
    if (row === made) index.rowsOf(hashOf(row));
  }
  const names = Array.from({ length: count + 100 }, (_, name) => name);
  return names.filter((name) => index.lastOf(hashOf(name)) !== (name < count ? name : null));
}

test('a hash index that grows behind its first search finds each of many rows, and none that is not there', () => {
  check(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 3_000 }), (seed, count) => {
      expect(misplaced(seed, count, Math.floor(count / 2))).toEqual([]);
    }),
    50,
  );
  // Behind 14,745 rows the table is a large one, and grows by an eighth.
  check(
    fc.property(fc.integer(), (seed) => {
      expect(misplaced(seed, 20_000, 0)).toEqual([]);
    }),
    2,
  );
});

test('a hash index whose table is made of columns finds each of their rows, also where some are not there', () => {
  check(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 10_000 }), fc.nat(4), (seed, rows, gap) => {
      const hashOf = (row: number) => keyedHash([String(row)], [seed, 0]);
      const index = new HashIndex();
      for (let row = 0; row < rows; row += 1 + gap) index.add(row, hashOf(row));
      const made = HashIndex.fromArrays(index.toArrays(rows));
      const names = Array.from({ length: rows + 100 }, (_, row) => row);
      const isThere = (row: number) => row < rows && row % (1 + gap) === 0;
      expect(
        names.filter((row) => made.lastOf(hashOf(row)) !== (isThere(row) ? row : null)),
      ).toEqual([]);
    }),
    30,
  );
});

test('a column keeps what was set, however far apart, beyond its chunks too', () => {
  check(
    fc.property(fc.array(fc.tuple(fc.nat(200_000), fc.nat()), { maxLength: 30 }), (settings) => {
      const column = new NumberColumn(words);
      const cents = new CentsColumn();
      const expected = new Map<number, number>();
      for (const [row, value] of settings) {
        column.set(row, value);
        cents.set(row, value * 10);
        expected.set(row, value);
      }
      for (const [row, value] of expected) {
        expect(column.get(row)).toBe(value);
        expect(cents.get(row)).toBe(value * 10);
        if (!expected.has(row + 1)) expect(column.get(row + 1)).toBe(0);
      }
      expect(column.length).toBe(Math.max(0, ...[...expected.keys()].map((row) => row + 1)));
      const again = NumberColumn.of(words, column.toArray(column.length));
      const { cents: fitting, large } = cents.toContent(column.length);
      const centsAgain = CentsColumn.of(fitting, large);
      expect(again.length).toBe(column.length);
      for (const [row, value] of settings) {
        again.set(row + 70_000, value);
        expected.set(row + 70_000, value);
      }
      for (const [row, value] of expected) expect(again.get(row)).toBe(value);
      for (const [row] of settings) expect(centsAgain.get(row)).toBe(cents.get(row));
    }),
    200,
  );
});

test('instants are those of a list with an instant a revision, gaps and equal ones included', () => {
  const step = fc.record({ gap: fc.nat(2), later: fc.nat(2) });
  check(
    fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), (steps) => {
      const instants = new RecordingInstants();
      const list: number[] = [];
      let now = 1_000;
      for (const { gap, later } of steps) {
        now += later;
        const revision = list.length + gap;
        instants.push(revision, now);
        while (list.length <= revision) list.push(now);
      }
      const again = RecordingInstants.fromArrays(instants.toArrays(), instants.last);
      for (const one of [instants, again]) {
        expect(list.map((_, revision) => one.at(revision))).toEqual(list);
        for (let instant = 999; instant <= now + 1; instant += 1) {
          expect(one.lastBy(instant)).toBe(list.findLastIndex((at) => at <= instant));
        }
      }
    }),
    200,
  );
});
