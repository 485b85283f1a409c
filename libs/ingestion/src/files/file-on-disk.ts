import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { FilePart } from './opened-file.js';

/** Files are read several times, from one end to the other: fewer, larger pieces are fewer waits. */
const BYTES_PER_PIECE = 262_144;

/** The file at `path`, called `name`. */
export function fileOnDisk(path: string, name = basename(path)): FilePart {
  return { name, bytes: () => createReadStream(path, { highWaterMark: BYTES_PER_PIECE }) };
}
