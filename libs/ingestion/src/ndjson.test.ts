import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MAX_FACT_BYTES } from './cloud-events.js';
import { type Line, linesOf } from './ndjson.js';

async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function linesIn(bytes: Buffer, size = 7): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const page of linesOf(inChunks(bytes, size))) lines.push(...page);
  return lines;
}

describe('lines of a byte stream', () => {
  test.each<[string, string, (number | string)[]]>([
    ['LF and CRLF', 'a\nb\r\nc\n', [0, 'a', 1, 'b', 2, 'c']],
    ['no end of the last line', 'a\nb', [0, 'a', 1, 'b']],
    ['blank lines count', '\n \t\r\na\n\n\nb\n', [2, 'a', 5, 'b']],
    ['a byte order mark', '\ufeffa\n\ufeffb', [0, 'a', 1, '\ufeffb']],
    ['only a byte order mark', '\ufeff\n', []],
    ['nothing', '', []],
    ['letters cut in two by chunks', 'ééééééé\n😀😀😀😀', [0, 'ééééééé', 1, '😀😀😀😀']],
  ])('%s', async (_name, text, expected) => {
    const lines = await linesIn(Buffer.from(text));
    expect(lines.flatMap((line) => [line.index, line.text])).toEqual(expected);
  });

  test('bytes that are not UTF-8 are the problem of their line alone', async () => {
    const bytes = Buffer.concat([
      Buffer.from('a\n'),
      Buffer.from([0xff, 0x0a]),
      Buffer.from('b\n'),
    ]);
    expect(await linesIn(bytes)).toEqual([
      { index: 0, text: 'a' },
      { index: 1, fault: 'not-utf8' },
      { index: 2, text: 'b' },
    ]);
  });

  test('a line that is too long is passed over, however long it is', async () => {
    async function* endless(): AsyncGenerator<Buffer> {
      yield Buffer.from('a\n');
      for (let chunk = 0; chunk < 1_000; chunk += 1) yield Buffer.alloc(65_536, 'x');
      yield Buffer.from(`\n${'y'.repeat(MAX_FACT_BYTES)}\r\n`);
      for (let chunk = 0; chunk < 10; chunk += 1) yield Buffer.alloc(65_536, 'x');
    }
    const lines: Line[] = [];
    for await (const page of linesOf(endless())) lines.push(...page);
    expect(lines).toEqual([
      { index: 0, text: 'a' },
      { index: 1, fault: 'too-long' },
      { index: 2, text: 'y'.repeat(MAX_FACT_BYTES) },
      { index: 3, fault: 'too-long' },
    ]);
  });

  test('pages hold so many lines and so many bytes', async () => {
    const bytes = Buffer.from('12345\n'.repeat(10));
    const sizes = async (limits: { lines: number; bytes: number }) => {
      const counts: number[] = [];
      for await (const page of linesOf(inChunks(bytes, 13), limits)) counts.push(page.length);
      return counts;
    };
    expect(await sizes({ lines: 4, bytes: 1_000 })).toEqual([4, 4, 2]);
    expect(await sizes({ lines: 100, bytes: 12 })).toEqual([3, 3, 3, 1]);
  });

  test('the cuts between chunks make no difference', async () => {
    const text = fc.stringMatching(/^[ab\r\n é😀]{0,40}$/u);
    const cases = fc.sample(fc.tuple(text, fc.integer({ min: 1, max: 9 })), 500);
    for (const [whole, size] of cases) {
      const bytes = Buffer.from(whole);
      expect(await linesIn(bytes, size)).toEqual(await linesIn(bytes, 1_000));
    }
  });
});
