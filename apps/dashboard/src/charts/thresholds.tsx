import { useCommonText } from '../language/common.js';
import { useLocale } from '../language/text.js';
import { roundMoney } from '../language/written.js';
import { FreeRoom, type Place } from './free-room.js';
import { drawn, type Plot } from './plot.js';
import { clipped } from './steps.js';
import type { Threshold, Timeline } from './timeline.js';

interface ThresholdLineProps {
  readonly plot: Plot;
  readonly threshold: Threshold;
}

export function ThresholdLine({ plot, threshold: { tier, steps } }: ThresholdLineProps) {
  return (
    <g className={`chart-threshold ${tier}`}>
      <path d={drawn(plot, steps, plot.shown).line} />
    </g>
  );
}

interface ThresholdNamesProps {
  readonly plot: Plot;
  readonly timeline: Timeline;
  readonly currency: string;
}

interface Named extends Place {
  readonly key: string;
  readonly tier: Threshold['tier'];
  readonly words: string;
}

/**
 * Each threshold is named where it begins and wherever it becomes another, with what it asks for or else by its tier alone, where no
 * line crosses the words. Without room for either it is named below the chart only, where the values of a day are.
 */
export function ThresholdNames({ plot, timeline, currency }: ThresholdNamesProps) {
  const common = useCommonText();
  const locale = useLocale();
  const { revenue, thresholds } = timeline;
  const room = new FreeRoom(plot, [revenue, ...thresholds.map(({ steps }) => steps)]);
  const named = thresholds.flatMap(({ tier, steps }): Named[] => {
    const shown = clipped(steps, plot.shown.from, plot.shown.to);
    return shown.flatMap(({ day, amount, height }, index) => {
      const end = shown[index + 1]?.day ?? plot.shown.to;
      const name = common(`tier.${tier}`);
      for (const words of [`${name} ${roundMoney(locale, amount, currency)}`, name]) {
        const place = room.along(plot.y(height), plot.x(day), plot.x(end), words.length);
        if (place !== null) return [{ ...place, tier, words, key: `${tier} ${day}` }];
      }
      return [];
    });
  });
  return named.map(({ key, tier, words, x, y }) => (
    <g key={key} className={`chart-threshold ${tier}`}>
      <text x={x} y={y}>
        {words}
      </text>
    </g>
  ));
}
