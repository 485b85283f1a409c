import { useCommonText } from '../language/common.js';
import { LETTER_PX } from './free-room.js';
import type { Plot } from './plot.js';
import type { DayNumber } from './steps.js';
import type { TierFrom } from './timeline.js';

/** A day that is pointed out, in words above the plot. */
export interface Mark {
  readonly kind: 'today' | 'asked' | 'lapse';
  readonly day: DayNumber;
  readonly label: string;
}

const LABEL_PX = 14;

/** Each has a line of its own above the plot, so that days close together stay readable. */
export function Marks({ plot, marks }: { plot: Plot; marks: readonly Mark[] }) {
  return marks.map(({ kind, day, label }, index) => {
    if (day < plot.shown.from || day >= plot.shown.to) return null;
    const x = plot.x(day);
    const y = 4 + (index + 0.5) * LABEL_PX;
    const words = wordsBeside(x, label.length * LETTER_PX, plot.width);
    return (
      <g key={kind} className={`chart-mark ${kind}`}>
        <line x1={x} x2={x} y1={y - 6} y2={plot.bottom} />
        <text {...words} y={y} dy="0.32em">
          {label}
        </text>
      </g>
    );
  });
}

/** Behind the line of a day; before it where they would leave the plot, and at its edge where there is no room either. */
function wordsBeside(x: number, width: number, right: number) {
  if (x + 5 + width <= right) return { x: x + 5, textAnchor: 'start' } as const;
  if (x - 5 - width >= 0) return { x: x - 5, textAnchor: 'end' } as const;
  return { x: 0, textAnchor: 'start' } as const;
}

const BAND_HEIGHT = { gold: 16, silver: 10, none: 2 } as const;
/** From these pixels on a tier has room for its name. */
const NAMED_PX = 48;

interface BandsProps {
  readonly plot: Pick<Plot, 'left' | 'right' | 'bottom' | 'x' | 'shown'>;
  readonly tiers: readonly TierFrom[];
}

/** The tier of every day, by height, colour and name: two thirds for silver, all of it for gold. */
export function Bands({ plot, tiers }: BandsProps) {
  const common = useCommonText();
  const { from, to } = plot.shown;
  return tiers.map((held) => {
    const [begin, end] = [Math.max(held.day, from), Math.min(held.to ?? to, to)];
    if (begin >= end) return null;
    const [left, width] = [plot.x(begin), plot.x(end) - plot.x(begin)];
    const name = held.tier ?? 'none';
    const height = BAND_HEIGHT[name];
    const base = plot.bottom + 22;
    return (
      <g key={held.day} className={`chart-band ${name}`}>
        <rect x={left} y={base - height} width={Math.max(1, width)} height={height} />
        {width > NAMED_PX && held.tier !== null && (
          <text x={left + 6} y={base - height / 2} dy="0.32em">
            {common(`tier.${held.tier}`)}
          </text>
        )}
      </g>
    );
  });
}
