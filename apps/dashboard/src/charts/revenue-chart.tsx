import './charts.css';
import { type KeyboardEvent, memo, type PointerEvent, useMemo } from 'react';
import { useCommonText } from '../language/common.js';
import { useLocale } from '../language/text.js';
import { day as dayText, money, roundMoney } from '../language/written.js';
import { dayBehindKey, type Shown } from './cursor.js';
import { Bands, Marks, type Mark } from './marks.js';
import { drawn, type Plot, plotOf, tickFormat } from './plot.js';
import { type DayNumber, isoDayOf, stepOn } from './steps.js';
import { ThresholdLine, ThresholdNames } from './thresholds.js';
import { seriesOf, tierOn, type Timeline } from './timeline.js';
import { useWidth } from './use-width.js';
import { useChartText } from './words.js';

interface RevenueChartProps {
  readonly label: string;
  readonly timeline: Timeline;
  readonly shown: Shown;
  /** The first day of which later bookings may still come. */
  readonly forecastFrom: DayNumber;
  readonly marks: readonly Mark[];
  /** The day whose values are read out. */
  readonly day: DayNumber;
  readonly onDay: (day: DayNumber) => void;
  /** A click or Enter on a day. */
  readonly onOpen: (day: DayNumber) => void;
}

const CURRENCY = 'USD';

/**
 * The revenue of twelve months as steps, with what the tiers ask for, the tiers attained, and the forecast. It is a slider over
 * days: pointer and keys move the day whose values `ValuesOn` shows, and which a screen reader says.
 */
export function RevenueChart(props: RevenueChartProps) {
  const { label, timeline, shown, marks, day, onDay, onOpen } = props;
  const text = useChartText();
  const [wrapper, width] = useWidth<HTMLDivElement>();
  const plot = useMemo(
    () => (width === 0 ? null : plotOf(timeline, shown, width, marks.length)),
    [timeline, shown, width, marks.length],
  );
  const said = useValuesOn(timeline, day).join('; ');
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ' ') onOpen(day);
    else {
      const there = dayBehindKey(event, day, seriesOf(timeline), shown);
      if (there === null) return;
      onDay(there);
    }
    event.preventDefault();
  };
  const dayUnder = (event: PointerEvent | React.MouseEvent) =>
    plot?.dayAt(event.clientX - event.currentTarget.getBoundingClientRect().left) ?? day;
  return (
    <div ref={wrapper} className="chart-space">
      {plot !== null && (
        <svg
          className="chart"
          viewBox={`0 0 ${plot.width} ${plot.height}`}
          role="slider"
          tabIndex={0}
          aria-label={label}
          aria-description={text('charts.keys')}
          aria-valuemin={shown.from}
          aria-valuemax={shown.to - 1}
          aria-valuenow={day}
          aria-valuetext={said}
          onKeyDown={onKeyDown}
          onPointerMove={(event) => onDay(dayUnder(event))}
          onClick={(event) => onOpen(dayUnder(event))}
        >
          <Drawing {...{ plot, timeline, marks }} forecastFrom={props.forecastFrom} />
          <Cursor plot={plot} timeline={timeline} day={day} />
        </svg>
      )}
    </div>
  );
}

/** What the chart says of a day, each part by itself. */
function useValuesOn({ revenue, thresholds, tiers }: Timeline, day: DayNumber): string[] {
  const text = useChartText();
  const common = useCommonText();
  const locale = useLocale();
  const shownDay = dayText(locale, isoDayOf(day));
  const tier = tierOn(tiers, day);
  const here = stepOn(revenue, day);
  const needs = thresholds.flatMap(({ tier: asking, steps }) => {
    const asked = stepOn(steps, day);
    if (asked === undefined) return [];
    const amount = money(locale, asked.amount, CURRENCY);
    return [text('charts.needs', { tier: common(`tier.${asking}`), amount })];
  });
  if (here === undefined) return [text('charts.before', { day: shownDay })];
  const attained =
    tier === undefined || tier === null
      ? text('charts.noTierOn')
      : text('charts.tierOn', { tier: common(`tier.${tier}`) });
  const amount = money(locale, here.amount, CURRENCY);
  return [text('charts.revenueOn', { day: shownDay, amount }), attained, ...needs];
}

/** The same values that the keyboard has read out, for eyes. */
export function ValuesOn({ timeline, day }: { timeline: Timeline; day: DayNumber }) {
  const [first, ...others] = useValuesOn(timeline, day);
  return (
    <p className="chart-values">
      <strong className="number">{first}</strong>
      {others.map((value) => (
        <span key={value} className="number">
          {value}
        </span>
      ))}
    </p>
  );
}

function Cursor({ plot, timeline, day }: { plot: Plot; timeline: Timeline; day: DayNumber }) {
  if (day < plot.shown.from || day >= plot.shown.to) return null;
  const x = plot.x(day);
  const here = stepOn(timeline.revenue, day);
  return (
    <g className="chart-cursor">
      <line x1={x} x2={x} y1={plot.top} y2={plot.bottom + 18} />
      {here !== undefined && <circle cx={x} cy={plot.y(here.height)} r="4" />}
    </g>
  );
}

interface DrawingProps {
  readonly plot: Plot;
  readonly timeline: Timeline;
  readonly marks: readonly Mark[];
  readonly forecastFrom: DayNumber;
}

/** Everything that stays while the pointer moves. */
const Drawing = memo(function Drawing({ plot, timeline, marks, forecastFrom }: DrawingProps) {
  const { from, to } = plot.shown;
  const past = drawn(plot, timeline.revenue, { from, to: forecastFrom });
  const coming = drawn(plot, timeline.revenue, { from: forecastFrom, to });
  return (
    <>
      <Axes plot={plot} />
      <Forecast plot={plot} from={forecastFrom} />
      <path className="chart-area" d={past.area} />
      {timeline.thresholds.map((threshold) => (
        <ThresholdLine key={threshold.tier} plot={plot} threshold={threshold} />
      ))}
      <path className="chart-line" d={past.line} />
      <path className="chart-line coming" d={coming.line} />
      <ThresholdNames plot={plot} timeline={timeline} currency={CURRENCY} />
      <Bands plot={plot} tiers={timeline.tiers} />
      <Marks plot={plot} marks={marks} />
    </>
  );
});

function Axes({ plot }: { plot: Plot }) {
  const locale = useLocale();
  const shownTick = tickFormat(locale, plot.dayTicks);
  return (
    <g className="chart-axes">
      {plot.y.ticks(5).map((tick) => (
        <g key={tick} transform={`translate(0 ${plot.y(tick)})`}>
          <line x1={plot.left} x2={plot.right} />
          <text x={plot.left - 8} dy="0.32em" textAnchor="end">
            {roundMoney(locale, String(tick), CURRENCY)}
          </text>
        </g>
      ))}
      {plot.dayTicks.map((tick) => (
        <g key={tick} transform={`translate(${plot.x(tick)} ${plot.bottom})`}>
          <line y1={0} y2={4} className="chart-tick" />
          <text y={38} textAnchor="middle">
            {shownTick(tick)}
          </text>
        </g>
      ))}
    </g>
  );
}

function Forecast({ plot, from }: { plot: Plot; from: DayNumber }) {
  const text = useChartText();
  const begin = Math.max(from, plot.shown.from);
  const width = plot.right - plot.x(begin);
  if (begin >= plot.shown.to || width <= 0) return null;
  return (
    <g className="chart-forecast">
      <defs>
        <pattern id="chart-hatch" width="8" height="8" patternUnits="userSpaceOnUse">
          <path d="M-2 2 2-2M0 8 8 0M6 10l4-4" />
        </pattern>
      </defs>
      <rect
        x={plot.x(begin)}
        y={plot.top}
        width={width}
        height={plot.bottom - plot.top}
        fill="url(#chart-hatch)"
      />
      {width > 180 && (
        <text x={plot.right - 8} y={plot.top + 16} textAnchor="end">
          {text('charts.forecast')}
        </text>
      )}
    </g>
  );
}
