import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { booking, enrolment, Stage } from './support.js';

const LINES = 200_000;
const ORGANIZATIONS = 20;
/** What a further stream that brings nothing new, three times as long, may cost in memory: less than its own length of some 220 MB. */
const MAX_GROWTH = 170 * 1024 * 1024;
/** What a fact costs that is held in memory to decide and to answer from, in bytes: roughly, and at most. */
const MAX_BYTES_PER_FACT = 5_000;

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.dispose());

const organizationOf = (line: number): string => `organization-${line % ORGANIZATIONS}`;

/** `count` bookings, of which `distinct` are different ones. */
async function* lines(count: number, distinct: number): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for (let n = 0; n < count; n += 500) {
    let text = '';
    for (let line = n; line < n + 500; line += 1) {
      const id = line % distinct;
      const fact = booking(organizationOf(id), `b${id}`);
      text += `${JSON.stringify({ ...fact, id: `booking-${id}` })}\n`;
    }
    yield encoder.encode(text);
  }
}

/** Resident memory of the service, in bytes. */
function residentBytes(): number {
  const status = readFileSync(`/proc/${String(stage.service.process.pid)}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}

/** Streams the lines while questions are asked, says how it went, and returns the answer and the highest memory in bytes. */
async function streamed(count: number, distinct: number) {
  const before = residentBytes();
  let highest = before;
  let slowest = 0;
  let isDone = false;
  const watching = (async () => {
    while (!isDone) {
      const start = performance.now();
      await stage.get('/readyz');
      slowest = Math.max(slowest, performance.now() - start);
      highest = Math.max(highest, residentBytes());
      await new Promise((wake) => setTimeout(wake, 20));
    }
  })();
  const start = performance.now();
  const stream = ReadableStream.from(lines(count, distinct)) as ReadableStream;
  const { body } = await stage.submit(stream, 'application/x-ndjson');
  const seconds = (performance.now() - start) / 1_000;
  isDone = true;
  await watching;
  console.info(
    `${count} lines (${distinct} different) in ${seconds.toFixed(1)} s, ${Math.round(count / seconds)} a second; ` +
      `memory ${Math.round(before / 1e6)} MB, at most ${Math.round(highest / 1e6)} MB; ` +
      `slowest /readyz meanwhile ${slowest.toFixed(0)} ms`,
  );
  return { body, highest };
}

test('a long stream is recorded in bounded memory while questions are answered', async () => {
  for (let n = 0; n < ORGANIZATIONS; n += 1) await stage.submit(enrolment(organizationOf(n)));
  const first = await streamed(LINES, 2_000);
  expect(first.body).toMatchObject({
    accepted: 2_000,
    duplicates: LINES - 2_000,
    rejected: 0,
    resultsTruncated: true,
  });
  const again = await streamed(3 * LINES, 2_000);
  expect(again.body).toMatchObject({ accepted: 0, duplicates: 3 * LINES });
  expect(again.highest - first.highest).toBeLessThan(MAX_GROWTH);
  const fresh = await streamed(LINES, LINES);
  expect(fresh.body).toMatchObject({ accepted: LINES - 2_000, duplicates: 2_000, rejected: 0 });
  expect(fresh.highest - again.highest).toBeLessThan(LINES * MAX_BYTES_PER_FACT);
});
