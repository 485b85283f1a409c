import { basename, dirname } from 'node:path';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** What a traced program did to the files of one folder, and what it told its callers, in order. */
export type Step =
  | { readonly did: 'create' | 'unlink'; readonly file: string }
  | { readonly did: 'write'; readonly file: string; readonly at: number; readonly bytes: Buffer }
  | { readonly did: 'truncate'; readonly file: string; readonly size: number }
  /** Of a file, or, where it is `null`, of the folder. What was written before it begins is on disk when it has ended. */
  | {
      readonly did: 'sync-begins' | 'sync-ends';
      readonly file: string | null;
      readonly thread: string;
    }
  /** An answer of 200 or 201 went out. */
  | { readonly did: 'acknowledge'; readonly requestId: string };

/** The command that traces a program from its beginning, in its own process, into `file`. */
export const tracingInto = (file: string): string[] => [
  ...['strace', '-D', '-f', '--seccomp-bpf', '-q', '-y', '-xx', '-s', '8192', '-o', file],
  ...['-e', 'trace=openat,pwrite64,write,writev,fsync,fdatasync,ftruncate,unlink,rename'],
];

/** One life of a traced program. */
export interface Life {
  /** Of what it was in the middle of when it was killed, only what had begun by then: a sync. */
  readonly steps: Step[];
  /** What a kill cut short: each may have been done, or a part of it, or nothing; the trace does not say. */
  readonly cutShort: readonly Step[];
}

/** Reads what `tracingInto` wrote. Only files that lie in `folder` itself are told of. */
export async function lifeIn(traceFile: string, folder: string): Promise<Life> {
  const input = createReadStream(traceFile, 'latin1');
  await once(input, 'open');
  const reading = new TraceReading(folder);
  const steps: Step[] = [];
  for await (const line of createInterface({ input })) steps.push(...reading.stepsOf(line));
  return { steps, cutShort: reading.cutShort };
}

const CALL = /^(\d+) +(\w+)\((.*)$/;
const RESUMED = /^(\d+) +<\.\.\. (\w+) resumed>/;
const FAILED = / = -1 E/;
/** The thread was killed before the call had returned. */
const CUT_SHORT = / = \?/;

interface Called {
  readonly thread: string;
  readonly call: string;
  /** What stands behind the opening parenthesis. */
  readonly rest: string;
}

class TraceReading {
  /** By thread: what it is in the middle of; in the end, what was cut short. */
  readonly #underWay = new Map<string, Step>();

  constructor(private readonly folder: string) {}

  get cutShort(): readonly Step[] {
    return [...this.#underWay.values()];
  }

  stepsOf(line: string): Step[] {
    const resumed = RESUMED.exec(line);
    if (resumed !== null) return this.#ended(resumed[1] ?? '', line);
    const [, thread = '', call = '', rest = ''] = CALL.exec(line) ?? [];
    if (FAILED.test(rest)) return [];
    const isUnderWay = rest.includes('<unfinished ...>') || CUT_SHORT.test(rest);
    const step = this.#stepOf({ thread, call, rest });
    if (step === null) return [];
    if (isUnderWay) this.#underWay.set(thread, step);
    if (step.did !== 'sync-ends') return isUnderWay ? [] : [step];
    const begins: Step = { ...step, did: 'sync-begins' };
    return isUnderWay ? [begins] : [begins, step];
  }

  #ended(thread: string, line: string): Step[] {
    if (CUT_SHORT.test(line)) return []; // it stays under way for good
    const step = this.#underWay.get(thread);
    this.#underWay.delete(thread);
    return step === undefined || FAILED.test(line) ? [] : [step];
  }

  #stepOf({ thread, call, rest }: Called): Step | null {
    switch (call) {
      case 'openat': {
        const file = this.#fileOf(textsIn(rest).toString());
        return file !== undefined && file !== null && rest.includes('O_CREAT')
          ? { did: 'create', file }
          : null;
      }
      case 'pwrite64': {
        const file = this.#fileOf(pathOf(rest));
        if (file === undefined || file === null) return null;
        const [, length, at] = /, (\d+), (\d+)(?:\)| <unfinished)/.exec(rest) ?? [];
        const bytes = textsIn(rest);
        if (bytes.length !== Number(length))
          throw new Error(`not traced whole: ${rest.slice(0, 200)}`);
        return { did: 'write', file, at: Number(at), bytes };
      }
      case 'ftruncate': {
        const file = this.#fileOf(pathOf(rest));
        if (file === undefined || file === null) return null;
        return { did: 'truncate', file, size: Number(/>, (\d+)/.exec(rest)?.[1]) };
      }
      case 'unlink': {
        const file = this.#fileOf(textsIn(rest).toString());
        return file === undefined || file === null ? null : { did: 'unlink', file };
      }
      case 'rename': {
        if (
          this.#fileOf(
            textsIn(rest)
              .toString()
              .slice(0, this.folder.length + 2),
          ) === undefined
        )
          return null;
        throw new Error(`renaming is not replayed: ${rest.slice(0, 200)}`);
      }
      case 'fsync':
      case 'fdatasync': {
        const file = this.#fileOf(pathOf(rest));
        return file === undefined ? null : { did: 'sync-ends', file, thread };
      }
      case 'write':
      case 'writev':
        return acknowledgementIn(rest);
      default:
        return null;
    }
  }

  /** `null` = the folder itself, `undefined` = none of its files. A shared-memory file means nothing to a disk. */
  #fileOf(path: string | undefined): string | null | undefined {
    if (path === this.folder) return null;
    if (path === undefined || dirname(path) !== this.folder) return undefined;
    return path.endsWith('-shm') || path.endsWith(' (deleted)') ? undefined : basename(path);
  }
}

/** Of the file that a call is made on. */
function pathOf(rest: string): string | undefined {
  const text = /^\d+<([^>]*)>/.exec(rest)?.[1];
  return text === undefined ? undefined : bytesOf(text).toString();
}

const bytesOf = (text: string): Buffer => Buffer.from(text.replaceAll('\\x', ''), 'hex');

/** All texts of a call, one behind the other. */
function textsIn(rest: string): Buffer {
  const texts = [...rest.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map(([, text = '']) => text);
  return bytesOf(texts.join(''));
}

function acknowledgementIn(rest: string): Step | null {
  // "HTTP/1.1 20" as it is traced
  if (!rest.includes('\\x48\\x54\\x54\\x50\\x2f\\x31\\x2e\\x31\\x20\\x32\\x30')) return null;
  const text = textsIn(rest).toString('latin1');
  const requestId = /x-request-id: (\S+)/i.exec(text)?.[1];
  return requestId === undefined ? null : { did: 'acknowledge', requestId };
}
