import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { formatDay } from '@app/domain';
import type { Story } from './story.js';

const FLUSH_BYTES = 1 << 20;

/** Days as text are made once each. */
const days = new Map<number, string>();
function dayText(day: number): string {
  let text = days.get(day);
  if (text === undefined) {
    text = formatDay(day);
    days.set(day, text);
  }
  return text;
}

/**
 * The stories as three CSV files that every SQL peer loads: organizations (number, market), associations for every product (number,
 * customer, first day, day after the last or empty), bookings (number, customer, product, net new, day, cents) in the order of recording.
 */
export function writeTables(
  directory: string,
  stories: Iterable<Story>,
): { organizations: string; associations: string; bookings: string } {
  const files = {
    organizations: join(directory, 'organizations.csv'),
    associations: join(directory, 'associations.csv'),
    bookings: join(directory, 'bookings.csv'),
  };
  const organizations = new Lines(files.organizations);
  const associations = new Lines(files.associations);
  const bookings = new Lines(files.bookings);
  for (const story of stories) {
    const { number, market, count, customer, product, netNew, day, cents } = story;
    organizations.add(`${number},${market}`);
    for (const { customer: of, from, to, products } of story.associations) {
      if (products !== null) continue; // for a product of no program
      associations.add(`${number},${of},${dayText(from)},${to === null ? '' : dayText(to)}`);
    }
    for (let at = 0; at < count; at += 1) {
      const booked = dayText(day[at] ?? 0);
      bookings.add(`${number},${customer[at]},${product[at]},${netNew[at]},${booked},${cents[at]}`);
    }
  }
  for (const lines of [organizations, associations, bookings]) lines.close();
  return files;
}

class Lines {
  readonly #file: number;
  #text = '';

  constructor(path: string) {
    this.#file = openSync(path, 'w', 0o644);
  }

  add(line: string): void {
    this.#text += `${line}\n`;
    if (this.#text.length > FLUSH_BYTES) this.#flush();
  }

  close(): void {
    this.#flush();
    closeSync(this.#file);
  }

  #flush(): void {
    writeSync(this.#file, this.#text);
    this.#text = '';
  }
}
