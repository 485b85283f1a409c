/** Words of 32 bits in a line of the processor's cache. */
const LINE = 16;

/** Written, so that no compiler leaves the reading out. */
const seen = new Int32Array(1);

/**
 * Reads one word of each cache line of the first `length` words. Nothing comes of it but that they are in the cache: asked for one behind
 * the other they come from memory side by side, whereas whoever works on what stands in them waits for a line, works, and waits for the next.
 */
export function fetchLines(words: Int32Array, length: number): void {
  let all = 0;
  for (let at = 0; at < length; at += LINE) all |= words[at] ?? 0;
  seen[0] = all;
}
