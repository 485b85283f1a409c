import { expect, test } from '@jest/globals';
import { validate, version } from 'uuid';
import { EventIds } from './event-ids.js';

test('event ids are UUIDs of version 7, ascending, whatever the clock does', () => {
  const instants = [1_000, 1_000, 1_001, 900, 1_001, 5_000];
  let asked = 0;
  const ids = new EventIds(() => instants[Math.floor(asked++ / 700)] ?? 5_000);
  const made = Array.from({ length: 5_000 }, ids.next);
  expect(new Set(made).size).toBe(made.length);
  expect([...made].sort()).toEqual(made);
  expect(made.every((id) => validate(id) && version(id) === 7)).toBe(true);
});

test('two makers of ids do not make the same ones', () => {
  const clock = () => 1_000;
  const [one, other] = [new EventIds(clock), new EventIds(clock)];
  const made = Array.from({ length: 2_000 }, () => [one.next(), other.next()]).flat();
  expect(new Set(made).size).toBe(made.length);
});
