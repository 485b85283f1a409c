import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../../test/properties/check.js';
import { decodeUtf8, parseJson, parseJsonArray } from './json.js';
import { locateFault } from './json-faults.js';

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('what is refused, and where', () => {
  test.each([
    ['a key twice', '{"a":1,"b":2,"a":3}', 'the key "a" stands twice in one object', 13],
    ['a key twice, escaped', '{"ab":1,"\\u0061b":2}', 'the key "ab" stands twice in one object', 8],
    ['a key twice, deep down', '{"x":[{"a":{}},{"a":1,"a":1}]}', 'the key "a" stands twice', 22],
    ['__proto__', '{"__proto__":{"x":1}}', 'a key must not be __proto__', 1],
    ['__proto__, escaped', '[{"_\\u005fproto__":1}]', 'a key must not be __proto__', 2],
    ['__proto__ and a key twice', '{"a":{"__proto__":1},"a":1}', 'a key must not be __proto__', 6],
    ['too deep', nested(33), 'it is nested deeper than 32', 32],
    ['far too deep', nested(20_000), 'it is nested deeper than 32', 32],
    ['deep, and never closed', '{"a":'.repeat(20_000), 'it is nested deeper than 32', 160],
    ['nothing', '', 'it ends before its JSON value does', 0],
    ['a comma too many', '{"a":1,}', 'a key in double quotes must stand here', 7],
    ['no colon', '{"a" 1}', 'a colon must stand behind a key', 5],
    ['no end', '[1,2', 'it ends before its JSON value does', 4],
    ['no end of a string', '["ab]', 'a string that begins here is not well-formed', 1],
    ['a control in a string', '["a\nb"]', 'a string that begins here is not well-formed', 1],
    ['two values', '{} {}', 'there is more behind the end of the JSON value', 3],
    ['a word', '[nope]', 'no JSON value begins here', 1],
    ['a number with a leading zero', '[01]', 'a comma or ] must stand here', 2],
  ])('%s', (_name, text, what, offset) => {
    expect(parseJson(text)).toEqual({ fault: { what: expect.stringContaining(what), offset } });
  });

  test.each([
    ['null'],
    [nested(32)],
    ['{"a:b":"{[\\"}:,","c":{"a:b":1}}'],
    [' [1 , 2] '],
    ['"\\\\"'],
  ])('accepts %s', (text) => {
    expect(parseJson(text)).toEqual({ value: JSON.parse(text) });
  });
});

test('agrees with a reader that keeps every key, on texts torn and mended at random', () => {
  const pieces = [
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '\\',
    '"a"',
    '"\\u0061"',
    '"a":1',
    '"__proto__"',
  ];
  const torn = fc
    .tuple(
      fc.json({ maxDepth: 4 }),
      fc.array(fc.record({ at: fc.nat(200), cut: fc.nat(3), piece: fc.constantFrom(...pieces) }), {
        maxLength: 3,
      }),
    )
    .map(([text, tears]) =>
      tears.reduce(
        (whole, { at, cut, piece }) =>
          whole.slice(0, at % (whole.length + 1)) +
          piece +
          whole.slice((at % (whole.length + 1)) + cut),
        text,
      ),
    );
  check(
    fc.property(torn, (text) => {
      const isSound = locateFault(text).what === 'it is not acceptable JSON';
      expect({ text, sound: parseJson(text).fault === undefined }).toEqual({
        text,
        sound: isSound,
      });
    }),
    20_000,
  );
});

test('strings of many backslashes take time in proportion to their length', () => {
  const text = JSON.stringify(['\\"'.repeat(1_000_000)]);
  const start = performance.now();
  expect(parseJson(text).fault).toBeUndefined();
  expect(performance.now() - start).toBeLessThan(2_000);
});

test('an array says how long each of its items is', () => {
  const text = '[{"a":[1,2]}, "x,y" ,[3,4]]';
  expect(parseJsonArray(text)).toEqual({
    items: [{ a: [1, 2] }, 'x,y', [3, 4]],
    lengths: ['{"a":[1,2]}'.length, ' "x,y" '.length, '[3,4]]'.length],
  });
  expect(parseJsonArray('{}')).toEqual({ fault: { what: 'it must be an array', offset: 0 } });
  expect(parseJsonArray('[]')).toMatchObject({ items: [] });
});

test('bytes that are not UTF-8 have no text', () => {
  expect(decodeUtf8(Buffer.from('"é"', 'latin1'))).toBeNull();
  expect(decodeUtf8(Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]))).toBeNull();
  expect(decodeUtf8(Buffer.from('\ufeff"é"'))).toBe('"é"');
});
