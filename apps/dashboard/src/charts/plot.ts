import { type ScaleLinear, scaleLinear, scaleUtc } from 'd3-scale';
import { area, curveStepAfter, line } from 'd3-shape';
import type { Shown } from './cursor.js';
import { decimated } from './decimated.js';
import { clipped, type DayNumber, isoDayOf, type Step } from './steps.js';
import type { Timeline } from './timeline.js';

const DAY_MS = 86_400_000;

/** Where days and amounts are drawn, in pixels. */
export interface Plot {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly shown: Shown;
  readonly x: (day: DayNumber) => number;
  readonly y: ScaleLinear<number, number>;
  /** The day under a place, within what is shown. */
  readonly dayAt: (x: number) => DayNumber;
  readonly dayTicks: readonly DayNumber[];
}

const LEFT = 60;
const RIGHT = 12;
/** Below the plot: the band of tiers and the days. */
const BOTTOM = 44;
const LABEL_PX = 14;
const TICK_PX = 88;
const NARROW_PX = 480;

/** `labels` is how many lines of words stand above the plot. */
export function plotOf(timeline: Timeline, shown: Shown, width: number, labels: number): Plot {
  const height = width < NARROW_PX ? 240 : 300;
  const [left, right, top, bottom] = [LEFT, width - RIGHT, 8 + labels * LABEL_PX, height - BOTTOM];
  const time = scaleUtc()
    .domain([shown.from * DAY_MS, shown.to * DAY_MS])
    .range([left, right]);
  const series = [timeline.revenue, ...timeline.thresholds.map(({ steps }) => steps)];
  const heights = series.flatMap((steps) =>
    clipped(steps, shown.from, shown.to).map((step) => step.height),
  );
  const y = scaleLinear()
    .domain([lowest(heights), highest(heights) * 1.08])
    .nice(5)
    .range([bottom, top]);
  const x = (day: DayNumber) => time(day * DAY_MS);
  const dayAt = (place: number) => {
    const day = Math.floor(Number(time.invert(place)) / DAY_MS);
    return Math.max(shown.from, Math.min(shown.to - 1, day));
  };
  const dayTicks = time
    .ticks(Math.max(2, Math.floor((right - left) / TICK_PX)))
    .map((tick) => Math.round(Number(tick) / DAY_MS));
  return { width, height, left, right, top, bottom, shown, x, y, dayAt, dayTicks };
}

// Of thousands of steps: more than a call takes as arguments.
const lowest = (heights: readonly number[]) => heights.reduce((a, b) => Math.min(a, b), 0);
const highest = (heights: readonly number[]) => heights.reduce((a, b) => Math.max(a, b), 1);

export interface Drawn {
  /** For `d` of an SVG path; empty where there is nothing on these days. */
  readonly line: string;
  readonly area: string;
}

/** Steps of `[from, to)` within what is shown, as many as can be seen. */
export function drawn(plot: Plot, steps: readonly Step[], { from, to }: Shown): Drawn {
  const [first, end] = [Math.max(from, plot.shown.from), Math.min(to, plot.shown.to)];
  const seen =
    first < end ? decimated(clipped(steps, first, end), ({ day }) => Math.floor(plot.x(day))) : [];
  const last = seen.at(-1);
  if (last === undefined) return { line: '', area: '' };
  const points = [...seen, { ...last, day: end }];
  const x = ({ day }: Step) => plot.x(day);
  const y = ({ height }: Step) => plot.y(height);
  return {
    line: line<Step>(x, y).curve(curveStepAfter)(points) ?? '',
    area: area<Step>(x, plot.y(0), y).curve(curveStepAfter)(points) ?? '',
  };
}

/** A tick of days as short as it stays clear: a year where one begins, else the month, or the day where ticks are closer. */
export function tickFormat(
  locale: string,
  ticks: readonly DayNumber[],
): (tick: DayNumber) => string {
  const areDays = ticks.some((tick) => !isoDayOf(tick).endsWith('-01'));
  const format = (options: Intl.DateTimeFormatOptions) => {
    const made = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
    return (tick: DayNumber) => made.format(new Date(tick * DAY_MS));
  };
  const [year, month, day] = [
    format({ year: 'numeric' }),
    format({ month: 'short', year: 'numeric' }),
    format({ month: 'short', day: 'numeric' }),
  ];
  return (tick) => {
    if (isoDayOf(tick).endsWith('-01-01')) return year(tick);
    return areDays ? day(tick) : month(tick);
  };
}
