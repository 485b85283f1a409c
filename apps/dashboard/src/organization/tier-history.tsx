import { useQueries } from '@tanstack/react-query';
import { scaleUtc } from 'd3-scale';
import { memo } from 'react';
import type { Schemas } from '../api/client.js';
import { Bands } from '../charts/marks.js';
import { tickFormat } from '../charts/plot.js';
import { type DayNumber, dayNumberOf, isoDayOf } from '../charts/steps.js';
import { type TierFrom, tiersOf } from '../charts/timeline.js';
import { useWidth } from '../charts/use-width.js';
import { useAskedTime } from '../frame/everywhere.js';
import { useCommonText } from '../language/common.js';
import { useLocale } from '../language/text.js';
import { day as dayText } from '../language/written.js';
import { useNames } from '../parts/names.js';
import { ErrorPanel, Loading } from '../parts/states.js';
import { TableHead } from '../parts/table-head.js';
import { TierBadge } from '../parts/tier-badge.js';
import { useSession } from '../session/session.js';
import { historyQuery } from './asked.js';
import { useOrganizationText } from './words.js';

interface TierHistoryProps {
  readonly organizationId: string;
  /** Those of the options whose history is shown. */
  readonly standings: readonly Schemas['Standing'][];
}

interface OptionHistory {
  readonly option: string;
  readonly tiers: readonly TierFrom[];
}

const DAY_MS = 86_400_000;
const MARGIN_DAYS = 62;

/** The tier of every option on every day from the enrolment on, above one another on the same days; and as a table. */
export const TierHistory = memo(function TierHistory(props: TierHistoryProps) {
  const { organizationId, standings } = props;
  const options = standings.map(({ competency, option }) => `${competency}/${option}`);
  const text = useOrganizationText();
  const time = useAskedTime();
  const found = useQueries({
    queries: options.map((option) => historyQuery(organizationId, option, time)),
  });
  const failed = found.find(({ error }) => error !== null);
  const histories = found.flatMap(({ data }, index) => {
    const option = options[index];
    return data === undefined || option === undefined ? [] : [{ option, tiers: tiersOf(data) }];
  });
  return (
    <section className="card stacked">
      <h2>{text('organization.history')}</h2>
      {failed?.error ? (
        <ErrorPanel error={failed.error} retry={() => void failed.refetch()} />
      ) : histories.length < options.length ? (
        <Loading lines={options.length} />
      ) : (
        <>
          <Bars histories={histories} />
          <details>
            <summary>{text('organization.historyTable')}</summary>
            <Intervals histories={histories} />
          </details>
        </>
      )}
    </section>
  );
});

const ROW_PX = 44;
const TICK_PX = 96;
/** Half of what a day is as wide as in words: nearer to an edge there is no room for it. */
const EDGE_PX = 32;

function Bars({ histories }: { histories: readonly OptionHistory[] }) {
  const names = useNames();
  const locale = useLocale();
  const { today } = useSession();
  const { asOf } = useAskedTime();
  const text = useOrganizationText();
  const [wrapper, width] = useWidth<HTMLDivElement>();
  const asked = dayNumberOf(asOf ?? today);
  const shown = shownOf(histories, asked);
  const time = scaleUtc([shown.from * DAY_MS, shown.to * DAY_MS], [0, width]);
  const x = (day: DayNumber) => time(day * DAY_MS);
  const ticks = time
    .ticks(Math.max(2, Math.floor(width / TICK_PX)))
    .map((tick) => Math.round(Number(tick) / DAY_MS));
  const shownTick = tickFormat(locale, ticks);
  const height = histories.length * ROW_PX + 24;
  return (
    <div ref={wrapper} className="tier-bars">
      {width > 0 && (
        <svg
          className="chart still"
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={text('organization.historyChart')}
        >
          {ticks.map((tick) => (
            <g key={tick} className="chart-axes" transform={`translate(${x(tick)} 0)`}>
              <line y2={height - 20} />
              {x(tick) > EDGE_PX && x(tick) < width - EDGE_PX && (
                <text y={height - 6} textAnchor="middle">
                  {shownTick(tick)}
                </text>
              )}
            </g>
          ))}
          {histories.map(({ option, tiers }, row) => (
            <g key={option} transform={`translate(0 ${row * ROW_PX})`}>
              <text className="tier-bars-name" x={0} y={14}>
                {names.option(option)}
              </text>
              <Bands plot={{ left: 0, right: width, bottom: 14, x, shown }} tiers={tiers} />
            </g>
          ))}
          <line className="tier-bars-asked" x1={x(asked)} x2={x(asked)} y2={height - 20} />
        </svg>
      )}
    </div>
  );
}

/** From the enrolment to a while behind the last change, or the day asked about. */
function shownOf(histories: readonly OptionHistory[], asked: DayNumber) {
  const days = histories.flatMap(({ tiers }) => tiers.map(({ day }) => day));
  return { from: Math.min(asked, ...days), to: Math.max(asked, ...days) + MARGIN_DAYS };
}

function Intervals({ histories }: { histories: readonly OptionHistory[] }) {
  const text = useOrganizationText();
  const common = useCommonText();
  const locale = useLocale();
  const names = useNames();
  return (
    <div className="table-space">
      <table className="table">
        <TableHead
          headings={[
            text('organization.option'),
            text('organization.from'),
            text('organization.to'),
            text('organization.tier'),
          ]}
        />
        <tbody>
          {histories.flatMap(({ option, tiers }) =>
            tiers.map(({ day, to, tier }) => (
              <tr key={`${option} ${day}`}>
                <td>{names.option(option)}</td>
                <td>{dayText(locale, isoDayOf(day))}</td>
                <td>{to === null ? common('days.noLapse') : dayText(locale, isoDayOf(to))}</td>
                <td>
                  <TierBadge tier={tier} />
                </td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </div>
  );
}
