import type { Random } from '../simulation/random.js';
import type { Step } from './disk-trace.js';

const SECTOR = 512;

type Change =
  | { readonly did: 'write'; readonly at: number; readonly bytes: Buffer }
  | { readonly did: 'truncate'; readonly size: number };

/** A file apart from its name. */
class Content {
  /** What a power cut leaves whatever happens. */
  #durable = Buffer.alloc(0);
  #pending: Change[] = [];
  /** By thread: how many pending changes a sync that has begun will have on disk. */
  readonly #syncs = new Map<string, number>();

  change(change: Change): void {
    this.#pending.push(change);
  }

  syncBegins(thread: string): void {
    this.#syncs.set(thread, this.#pending.length);
  }

  syncEnds(thread: string): void {
    const count = this.#syncs.get(thread) ?? 0;
    this.#syncs.delete(thread);
    for (const change of this.#pending.splice(0, count)) {
      this.#durable = changed(this.#durable, change);
    }
    for (const [other, theirs] of this.#syncs) this.#syncs.set(other, Math.max(0, theirs - count));
  }

  /** What the program would read. */
  get whole(): Buffer {
    return this.#pending.reduce(changed, Buffer.from(this.#durable));
  }

  /** What a power cut may leave. */
  afterPowerCut(random: Random, loss: Loss): Buffer {
    return survivors(this.#pending, random, loss).reduce(changed, Buffer.from(this.#durable));
  }
}

/** How much of what was not synced is lost. */
export const LOSSES = ['everything', 'some sectors', 'all behind a torn write', 'nothing'] as const;
export type Loss = (typeof LOSSES)[number];

function survivors(pending: readonly Change[], random: Random, loss: Loss): Change[] {
  switch (loss) {
    case 'everything':
      return [];
    case 'nothing':
      return [...pending];
    case 'all behind a torn write': {
      const end = random.integer(0, pending.length);
      const torn = pending[end];
      const before = pending.slice(0, end);
      return torn === undefined
        ? before
        : [...before, ...sectorsOf(torn, () => random.chance(0.5))];
    }
    case 'some sectors': {
      const kept = random.next();
      return pending.flatMap((change) => sectorsOf(change, () => random.chance(kept)));
    }
  }
}

/** The parts of a change that come to the disk by themselves, less those that do not. */
function sectorsOf(change: Change, survives: () => boolean): Change[] {
  if (change.did === 'truncate') return survives() ? [change] : [];
  const parts: Change[] = [];
  const { at, bytes } = change;
  for (let start = at; start < at + bytes.length;) {
    const end = Math.min(at + bytes.length, (Math.floor(start / SECTOR) + 1) * SECTOR);
    const part = { did: 'write', at: start, bytes: bytes.subarray(start - at, end - at) } as const;
    if (survives()) parts.push(part);
    start = end;
  }
  return parts;
}

/** What lies between the end of a file and a write behind it is zeros. */
function changed(content: Buffer<ArrayBuffer>, change: Change): Buffer<ArrayBuffer> {
  if (change.did === 'truncate') return resized(content, change.size);
  const end = change.at + change.bytes.length;
  const room = end > content.length ? resized(content, end) : content;
  change.bytes.copy(room, change.at);
  return room;
}

function resized(content: Buffer<ArrayBuffer>, size: number): Buffer<ArrayBuffer> {
  if (size <= content.length) return content.subarray(0, size);
  const larger = Buffer.alloc(size);
  content.copy(larger);
  return larger;
}

type Naming = { readonly name: string; readonly content: Content | null };

/** A folder of files on a disk that keeps what it was told to sync, and of the rest what it likes. */
export class Disk {
  /** As the program sees it. */
  readonly #names = new Map<string, Content>();
  readonly #durableNames = new Map<string, Content>();
  /** Names that came and went (`null`) and are not on disk; the journal of a file system keeps their order. */
  #pendingNames: Naming[] = [];
  readonly #syncs = new Map<string, number>();

  take(step: Step): void {
    switch (step.did) {
      case 'create':
        if (!this.#names.has(step.file)) this.#name(step.file, new Content());
        break;
      case 'unlink':
        this.#name(step.file, null);
        break;
      case 'write':
      case 'truncate':
        this.#contentOf(step.file).change(step);
        break;
      case 'sync-begins':
        if (step.file !== null) this.#contentOf(step.file).syncBegins(step.thread);
        else this.#syncs.set(step.thread, this.#pendingNames.length);
        break;
      case 'sync-ends':
        if (step.file !== null) this.#contentOf(step.file).syncEnds(step.thread);
        else this.#namesSynced(step.thread);
        break;
      case 'acknowledge':
    }
  }

  /** What the program would find now, file by file. */
  whole(): Map<string, Buffer> {
    return new Map([...this.#names].map(([name, content]) => [name, content.whole]));
  }

  /** What it may find when the power comes back. */
  afterPowerCut(random: Random, loss: Loss): Map<string, Buffer> {
    const names = new Map(this.#durableNames);
    const keptNames =
      loss === 'everything'
        ? 0
        : loss === 'nothing'
          ? this.#pendingNames.length
          : random.integer(0, this.#pendingNames.length);
    for (const naming of this.#pendingNames.slice(0, keptNames)) named(names, naming);
    return new Map(
      [...names].map(([name, content]) => [name, content.afterPowerCut(random, loss)]),
    );
  }

  #name(name: string, content: Content | null): void {
    named(this.#names, { name, content });
    this.#pendingNames.push({ name, content });
  }

  #contentOf(file: string): Content {
    const content = this.#names.get(file);
    if (content === undefined) throw new Error(`${file} was written before it was made`);
    return content;
  }

  #namesSynced(thread: string): void {
    const count = this.#syncs.get(thread) ?? 0;
    this.#syncs.delete(thread);
    for (const naming of this.#pendingNames.splice(0, count)) named(this.#durableNames, naming);
    for (const [other, theirs] of this.#syncs) this.#syncs.set(other, Math.max(0, theirs - count));
  }
}

function named(names: Map<string, Content>, { name, content }: Naming): void {
  if (content === null) names.delete(name);
  else names.set(name, content);
}
