import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { standingQuery } from '../api/organization.js';
import { isRevision, useAskedTime } from '../frame/everywhere.js';
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

/** The standings of today, or of the time in the address, where it has one; `undefined` while they are on their way. */
function useStandings(entry: Entry): readonly EntryStanding[] | undefined {
  const { asOf, knownAt } = useAskedTime();
  const time = {
    ...(asOf === undefined ? {} : { asOf }),
    // A revision is of one organization alone.
    ...(knownAt === undefined || isRevision(knownAt) ? {} : { knownAt }),
  };
  const isToday = Object.keys(time).length === 0;
  const { data, error } = useQuery({
    ...standingQuery(entry.organizationId, time),
    enabled: !isToday,
  });
  if (isToday) return entry.standings;
  return error === null ? data?.standings : [];
}

function OfOptions(props: { entry: Entry; options: readonly NamedOption[]; isNamed?: boolean }) {
  const standings = useStandings(props.entry);
  const { asOf } = useAskedTime();
  if (standings === undefined) return <span className="muted">…</span>;
  return (
    <div className="of-options">
      {props.options.map(({ id, name }) => {
        const of = standings.find(({ competency, option }) => `${competency}/${option}` === id);
        if (of === undefined) return <span key={id}>–</span>;
        return (
          <span key={id} className="of-option">
            {props.isNamed === true && <span className="muted small">{name}</span>}
            <TierBadge tier={of.tier} />
            {of.tier !== null && (
              <span className="small">
                <DaysLeft until={of.lapsesOn} from={asOf} />
              </span>
            )}
          </span>
        );
      })}
    </div>
  );
}

function NextLapse({ entry }: { entry: Entry }) {
  const text = usePortfolioText();
  const standings = useStandings(entry);
  const { asOf } = useAskedTime();
  if (standings === undefined) return <span className="muted">…</span>;
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
