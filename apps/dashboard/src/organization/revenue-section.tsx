import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import type { Schemas } from '../api/client.js';
import { RevenueChart, ValuesOn } from '../charts/revenue-chart.js';
import { ChangesTable } from '../charts/changes-table.js';
import type { Mark } from '../charts/marks.js';
import { type DayNumber, dayNumberOf, isoDayOf } from '../charts/steps.js';
import { type Range, RANGES, shownIn, type Timeline, timelineOf } from '../charts/timeline.js';
import { useChartText } from '../charts/words.js';
import { useAskedTime } from '../frame/everywhere.js';
import { useLocale } from '../language/text.js';
import { day as dayText } from '../language/written.js';
import { Choice } from '../parts/choice.js';
import { useNames } from '../parts/names.js';
import { ErrorPanel, Loading } from '../parts/states.js';
import { useSession } from '../session/session.js';
import { historyQuery, revenueQuery } from './asked.js';
import { type AskedRequirement, type OverviewSearch, requirementIn } from './search.js';
import { useOrganizationText } from './words.js';

interface RevenueSectionProps {
  readonly organizationId: string;
  readonly answered: Schemas['StandingAnswer'];
  readonly search: OverviewSearch;
  readonly show: (search: OverviewSearch) => void;
}

/** The revenue of twelve months on every day, for one requirement of an option at a time. */
export function RevenueSection({ organizationId, answered, search, show }: RevenueSectionProps) {
  const text = useOrganizationText();
  const names = useNames();
  const charted = chartedIn(answered.standings);
  const wanted = requirementIn(search.chart);
  const first = charted.find(({ option }) => option === mostPressing(answered.standings));
  const asked =
    charted.find((each) => wanted !== null && nameOf(each) === nameOf(wanted)) ??
    first ??
    charted[0];
  if (asked === undefined) return null;
  return (
    <section className="card stacked">
      <div className="section-head">
        <h2>{text('organization.revenue')}</h2>
        <div className="section-choices">
          <Choice
            label={text('organization.revenueOf')}
            value={nameOf(asked)}
            choices={charted.map((each) => ({
              value: nameOf(each),
              shown: text('organization.revenueNamed', {
                option: names.option(each.option),
                requirement: names.requirement(each.requirement),
              }),
            }))}
            onChoose={(chart) => show({ chart })}
          />
          <Choice
            label={text('organization.range')}
            value={search.range ?? '1y'}
            choices={RANGES.map((value) => ({ value, shown: text(`organization.range.${value}`) }))}
            onChoose={(range) => show({ range: range as Range })}
          />
        </div>
      </div>
      <Charted
        key={nameOf(asked)}
        {...{ organizationId, asked, answered, show }}
        range={search.range ?? '1y'}
      />
    </section>
  );
}

const nameOf = ({ option, requirement }: AskedRequirement) => `${option}/${requirement}`;

/** The option whose tier lapses first; of those that do not lapse, one that has a tier. */
function mostPressing(standings: readonly Schemas['Standing'][]): string | undefined {
  const held = standings.filter(({ tier }) => tier !== null);
  const [first] = [...held].sort((a, b) =>
    (a.lapsesOn ?? NEVER).localeCompare(b.lapsesOn ?? NEVER),
  );
  return first === undefined ? undefined : `${first.competency}/${first.option}`;
}

/** Behind every day that is written `YYYY-MM-DD`. */
const NEVER = '9999';

/** The requirements that ask for revenue; one that both tiers have once. */
function chartedIn(standings: readonly Schemas['Standing'][]): readonly AskedRequirement[] {
  return standings.flatMap(({ competency, option, requirements }) => {
    const ids = requirements.flatMap(({ kind, id }) => (kind === 'rolling-revenue' ? [id] : []));
    return [...new Set(ids)].map((requirement) => ({
      option: `${competency}/${option}`,
      requirement,
    }));
  });
}

interface ChartedProps extends Pick<RevenueSectionProps, 'organizationId' | 'answered' | 'show'> {
  readonly asked: AskedRequirement;
  readonly range: Range;
}

function Charted(props: ChartedProps) {
  const { organizationId, asked } = props;
  const time = useAskedTime();
  const revenue = useQuery(revenueQuery(organizationId, asked, time));
  const history = useQuery(historyQuery(organizationId, asked.option, time));
  const timeline = useMemo(
    () =>
      revenue.data === undefined || history.data === undefined
        ? null
        : timelineOf(revenue.data, history.data),
    [revenue.data, history.data],
  );
  const failed = revenue.error ?? history.error;
  if (failed !== null) {
    const retry = () => void Promise.all([revenue.refetch(), history.refetch()]);
    return <ErrorPanel error={failed} retry={retry} />;
  }
  if (timeline === null) return <Loading lines={8} />;
  return <Shown {...props} timeline={timeline} />;
}

function Shown(props: ChartedProps & { readonly timeline: Timeline }) {
  const { answered, asked, range, show, timeline } = props;
  const text = useOrganizationText();
  const names = useNames();
  const locale = useLocale();
  const askedDay = dayNumberOf(answered.asOf);
  const shown = useMemo(() => shownIn(range, timeline, askedDay), [range, timeline, askedDay]);
  const [pointed, setPointed] = useState<DayNumber | null>(null);
  const day = within(pointed ?? askedDay, shown);
  const marks = useMarks(answered, asked.option);
  const open = (opened: DayNumber) => show({ chart: nameOf(asked), day: isoDayOf(opened) });
  const label = text('organization.revenueNamed', {
    option: names.option(asked.option),
    requirement: names.requirement(asked.requirement),
  });
  return (
    <>
      <RevenueChart
        label={label}
        forecastFrom={useForecastFrom(answered)}
        {...{ timeline, shown, marks, day }}
        onDay={setPointed}
        onOpen={(opened) => {
          setPointed(opened);
          open(opened);
        }}
      />
      <div className="chart-foot">
        <ValuesOn timeline={timeline} day={day} />
        <Button className="button" onPress={() => open(day)}>
          {text('organization.bookingsOn', { day: dayText(locale, isoDayOf(day)) })}
        </Button>
      </div>
      <ChangesTable timeline={timeline} shown={shown} onOpen={open} />
    </>
  );
}

function within(day: DayNumber, { from, to }: { from: DayNumber; to: DayNumber }): DayNumber {
  return Math.max(from, Math.min(to - 1, day));
}

/** What comes behind what is known: behind today, or behind the day on which the last fact that is looked at was recorded. */
function useForecastFrom({ knownAt }: Schemas['StandingAnswer']): DayNumber {
  const { today } = useSession();
  const asked = useAskedTime();
  if (asked.knownAt === undefined) return dayNumberOf(today) + 1;
  return dayNumberOf(knownAt.recordedAt.slice(0, 10)) + 1;
}

function useMarks(answered: Schemas['StandingAnswer'], optionId: string): readonly Mark[] {
  const text = useChartText();
  const locale = useLocale();
  const { today } = useSession();
  return useMemo(() => {
    const { asOf, standings } = answered;
    const standing = standings.find(({ competency, option }) => {
      return `${competency}/${option}` === optionId;
    });
    const lapsesOn = standing?.tier === null ? null : standing?.lapsesOn;
    const marks: Mark[] = [{ kind: 'today', day: dayNumberOf(today), label: text('charts.today') }];
    if (asOf !== today) {
      const label = text('charts.asked', { day: dayText(locale, asOf) });
      marks.push({ kind: 'asked', day: dayNumberOf(asOf), label });
    }
    if (typeof lapsesOn === 'string') {
      const label = text('charts.lapses', { day: dayText(locale, lapsesOn) });
      marks.push({ kind: 'lapse', day: dayNumberOf(lapsesOn), label });
    }
    return marks;
  }, [answered, optionId, today, text, locale]);
}
