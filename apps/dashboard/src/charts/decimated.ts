import type { Step } from './steps.js';

/**
 * As few of the steps as draw the same line on a screen: of those in one column of pixels the first, the lowest, the
 * highest and the last, in the order of their days. `columnOf` never falls. At most four a column are left.
 */
export function decimated(
  steps: readonly Step[],
  columnOf: (step: Step) => number,
): readonly Step[] {
  const drawn: Step[] = [];
  let begin = 0;
  while (begin < steps.length) {
    const column = columnOf(at(steps, begin));
    let end = begin + 1;
    let lowest = begin;
    let highest = begin;
    for (; end < steps.length && columnOf(at(steps, end)) === column; end += 1) {
      if (at(steps, end).height < at(steps, lowest).height) lowest = end;
      if (at(steps, end).height > at(steps, highest).height) highest = end;
    }
    const kept = [...new Set([begin, lowest, highest, end - 1])].sort((a, b) => a - b);
    drawn.push(...kept.map((index) => at(steps, index)));
    begin = end;
  }
  return drawn;
}

function at(steps: readonly Step[], index: number): Step {
  const step = steps[index];
  if (step === undefined) throw new RangeError(`there is no step ${index}`);
  return step;
}
