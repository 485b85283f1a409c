import { useMemo, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { useCommonText } from '../language/common.js';
import { useLocale } from '../language/text.js';
import { day as dayText, money } from '../language/written.js';
import { TableHead } from '../parts/table-head.js';
import type { Shown } from './cursor.js';
import { type DayNumber, isoDayOf, stepOn } from './steps.js';
import { seriesOf, tierOn, type Timeline } from './timeline.js';
import { useChartText } from './words.js';

interface ChangesTableProps {
  readonly timeline: Timeline;
  readonly shown: Shown;
  readonly onOpen: (day: DayNumber) => void;
}

const ROWS = 100;

/** What the chart shows, as a table: a row for each day on which something changes. */
export function ChangesTable(props: ChangesTableProps) {
  const text = useChartText();
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{text('charts.asTable')}</summary>
      {isOpen && <Changes {...props} />}
    </details>
  );
}

function Changes({ timeline, shown, onOpen }: ChangesTableProps) {
  const text = useChartText();
  const common = useCommonText();
  const locale = useLocale();
  const [rows, setRows] = useState(ROWS);
  const days = useMemo(() => daysOf(timeline, shown), [timeline, shown]);
  const amountOn = (steps: Timeline['revenue'], day: DayNumber) => {
    const here = stepOn(steps, day);
    return here === undefined ? '–' : money(locale, here.amount, 'USD');
  };
  return (
    <div className="table-space">
      <table className="table">
        <caption className="visually-hidden">
          {text('charts.table', {
            from: dayText(locale, isoDayOf(shown.from)),
            to: dayText(locale, isoDayOf(shown.to - 1)),
          })}
        </caption>
        <TableHead
          headings={[
            text('charts.day'),
            { end: text('charts.amount') },
            ...timeline.thresholds.map(({ tier }) => ({ end: common(`tier.${tier}`) })),
            text('charts.tier'),
          ]}
        />
        <tbody>
          {days.slice(0, rows).map((day) => (
            <tr key={day}>
              <td>
                <Button className="opens-facts" onPress={() => onOpen(day)}>
                  {dayText(locale, isoDayOf(day))}
                </Button>
              </td>
              <td className="end number">{amountOn(timeline.revenue, day)}</td>
              {timeline.thresholds.map(({ tier, steps }) => (
                <td key={tier} className="end number">
                  {amountOn(steps, day)}
                </td>
              ))}
              <td>{common(`tier.${tierOn(timeline.tiers, day) ?? 'none'}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {days.length > rows && (
        <Button className="button" onPress={() => setRows(rows + ROWS)}>
          {text('charts.moreRows', { left: days.length - rows })}
        </Button>
      )}
    </div>
  );
}

function daysOf(timeline: Timeline, { from, to }: Shown): readonly DayNumber[] {
  const days = seriesOf(timeline).flatMap((series) => series.map(({ day }) => day));
  const inside = days.filter((day) => day >= from && day < to);
  return [...new Set([from, ...inside])].sort((a, b) => a - b);
}
