import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { Refusal } from '../api/client.js';
import { standingQuery } from '../api/organization.js';
import { type AskedTime, isRevision, useAskedTime } from '../frame/everywhere.js';
import { useCommonText } from '../language/common.js';
import type { Column } from '../parts/data-table.js';
import type { NamedOption } from '../parts/names.js';
import { DayText, DaysLeft } from '../parts/shown.js';
import { TierBadge } from '../parts/tier-badge.js';
import { type Entry, type EntryStanding, nextLapse } from './directory.js';
import { usePortfolioText } from './words.js';

/** More options than these would be columns too narrow to read: they share one. */
const MAX_COLUMNS = 4;

export function useColumns(options: readonly NamedOption[]): readonly Column<Entry>[] {
  const text = usePortfolioText();
  return useMemo(() => {
    const tiers: Column<Entry>[] =
      options.length <= MAX_COLUMNS
        ? options.map((option) => ({
            id: option.id,
            heading: option.name,
            cell: (entry) => <OfOptions entry={entry} options={[option]} />,
          }))
        : [
            {
              id: 'standings',
              heading: text('portfolio.standings'),
              width: 'minmax(0, 3fr)',
              cell: (entry) => <OfOptions entry={entry} options={options} isNamed />,
            },
          ];
    return [
      {
        id: 'name',
        heading: text('portfolio.organization'),
        width: 'minmax(0, 2fr)',
        isTitle: true,
        sorts: true,
        cell: (entry) => <Name entry={entry} />,
      },
      {
        id: 'lapsesOn',
        heading: text('portfolio.nextLapse'),
        sorts: true,
        cell: (entry) => <NextLapse entry={entry} />,
      },
      ...tiers,
    ];
  }, [options, text]);
}

function Name({ entry }: { entry: Entry }) {
  const text = useCommonText();
  const { organizationId, name, market } = entry;
  return (
    <div>
      <Link
        className="row-link"
        to="/organizations/$organizationId"
        params={{ organizationId }}
        tabIndex={-1}
      >
        {name}
      </Link>
      <p className="muted small">
        {organizationId} · {text(`market.${market}`)}
      </p>
    </div>
  );
}

type Standings = readonly EntryStanding[];
type ShowStandings = (standings: Standings) => ReactNode;

/** Shows the standings of today, or of the time in the address, where it has one. */
function OfTime({ entry, show }: { entry: Entry; show: ShowStandings }) {
  const { asOf, knownAt } = useAskedTime();
  // A revision is of one organization alone.
  const known = knownAt === undefined || isRevision(knownAt) ? {} : { knownAt };
  const time = { ...(asOf === undefined ? {} : { asOf }), ...known };
  if (Object.keys(time).length === 0) return show(entry.standings);
  return <Asked entry={entry} time={time} show={show} />;
}

function Asked({ entry, time, show }: { entry: Entry; time: AskedTime; show: ShowStandings }) {
  const text = usePortfolioText();
  const { data, error } = useQuery(standingQuery(entry.organizationId, time));
  if (error !== null) {
    const isUnknown = error instanceof Refusal && error.code === 'not-known-yet';
    return (
      <span className="muted">
        {text(isUnknown ? 'portfolio.notKnownThen' : 'portfolio.notAnswered')}
      </span>
    );
  }
  return data === undefined ? <span className="muted">…</span> : show(data.standings);
}

function OfOptions(props: { entry: Entry; options: readonly NamedOption[]; isNamed?: boolean }) {
  const { entry, options, isNamed = false } = props;
  const show = (standings: Standings) => (
    <div className="of-options">
      {options.map((option) => (
        <OfOption key={option.id} option={option} standings={standings} isNamed={isNamed} />
      ))}
    </div>
  );
  return <OfTime entry={entry} show={show} />;
}

interface OfOptionProps {
  readonly option: NamedOption;
  readonly standings: Standings;
  readonly isNamed: boolean;
}

function OfOption({ option: { id, name }, standings, isNamed }: OfOptionProps) {
  const { asOf } = useAskedTime();
  const of = standings.find(({ competency, option }) => `${competency}/${option}` === id);
  if (of === undefined) return <span>–</span>;
  return (
    <span className="of-option">
      {isNamed && <span className="muted small">{name}</span>}
      <TierBadge tier={of.tier} />
      {of.tier !== null && (
        <span className="small">
          <DaysLeft until={of.lapsesOn} from={asOf} />
        </span>
      )}
    </span>
  );
}

function NextLapse({ entry }: { entry: Entry }) {
  return <OfTime entry={entry} show={(standings) => <FirstLapse standings={standings} />} />;
}

function FirstLapse({ standings }: { standings: Standings }) {
  const text = usePortfolioText();
  const { asOf } = useAskedTime();
  const day = nextLapse(standings);
  if (day === null) return <span className="muted">{text('portfolio.noLapse')}</span>;
  return (
    <div>
      <DayText day={day} />
      <br />
      <span className="small">
        <DaysLeft until={day} from={asOf} />
      </span>
    </div>
  );
}
