import type { Plot } from './plot.js';
import { clipped, type Step } from './steps.js';

/** About what a letter of a chart's words is wide, and how far words reach above and below the line they stand on. */
export const LETTER_PX = 7.5;
const ASCENT_PX = 10;
const DESCENT_PX = 3;
/** Between words and what is drawn beside them. */
const APART_PX = 2;
/** Words above a line stand so far from it, and below it so far. */
const ABOVE_PX = 6;
const BELOW_PX = 14;
/** How far apart the places are that are tried along a line. */
const ALONG_PX = 4;

/** Where words begin, and the line that they stand on, in pixels. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** What a line covers of each column of pixels, from its top to its bottom; nothing of those that it does not reach. */
interface Covered {
  readonly top: Float64Array;
  readonly bottom: Float64Array;
}

/** The room that lines of steps leave in a plot, in which words find a place one after the other. */
export class FreeRoom {
  readonly #lines: readonly Covered[];
  readonly #taken: Box[] = [];

  constructor(
    private readonly plot: Plot,
    lines: readonly (readonly Step[])[],
  ) {
    this.#lines = lines.map((steps) => coveredBy(plot, steps));
  }

  /**
   * A place for words of `letters` letters along the level line at `y` from `left` to `right`: above it or else below, as far to the
   * left as nothing crosses them. It is taken from then on. `null` = there is none.
   */
  along(y: number, left: number, right: number, letters: number): Place | null {
    const width = letters * LETTER_PX;
    for (const line of [y - ABOVE_PX, y + BELOW_PX]) {
      for (let x = left + ALONG_PX; x + width <= right; x += ALONG_PX) {
        const box = {
          ...{ left: x - APART_PX, right: x + width + APART_PX },
          ...{ top: line - ASCENT_PX - APART_PX, bottom: line + DESCENT_PX + APART_PX },
        };
        if (!this.#isFree(box)) continue;
        this.#taken.push(box);
        return { x, y: line };
      }
    }
    return null;
  }

  #isFree(box: Box): boolean {
    if (box.top < this.plot.top || box.bottom > this.plot.bottom) return false;
    const isApart = (other: Box) =>
      box.right < other.left ||
      box.left > other.right ||
      box.bottom < other.top ||
      box.top > other.bottom;
    return this.#taken.every(isApart) && this.#lines.every((line) => !crosses(line, box));
  }
}

function crosses({ top, bottom }: Covered, box: Box): boolean {
  for (let column = Math.floor(box.left); column <= Math.ceil(box.right); column += 1) {
    if ((top[column] ?? Infinity) < box.bottom && (bottom[column] ?? -Infinity) > box.top) {
      return true;
    }
  }
  return false;
}

function coveredBy(plot: Plot, steps: readonly Step[]): Covered {
  const columns = Math.ceil(plot.width) + 1;
  const top = new Float64Array(columns).fill(Infinity);
  const bottom = new Float64Array(columns).fill(-Infinity);
  const { from, to } = plot.shown;
  const shown = clipped(steps, from, to);
  let before: number | null = null;
  for (const [index, { day, height }] of shown.entries()) {
    const y = plot.y(height);
    const first = Math.floor(plot.x(day));
    const last = Math.floor(plot.x(shown[index + 1]?.day ?? to));
    for (let column = first; column <= last; column += 1) {
      const rises = column === first && before !== null ? before : y;
      top[column] = Math.min(top[column] ?? y, y, rises);
      bottom[column] = Math.max(bottom[column] ?? y, y, rises);
    }
    before = y;
  }
  return { top, bottom };
}
