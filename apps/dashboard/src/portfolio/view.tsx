import './portfolio.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import { createLazyRoute, useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { isRevision, useAskedTime } from '../frame/everywhere.js';
import { ViewHeading } from '../frame/view-heading.js';
import { DataTable } from '../parts/data-table.js';
import { useOptions } from '../parts/names.js';
import { EmptyState, ErrorPanel, Loading } from '../parts/states.js';
import { useSession } from '../session/session.js';
import { useColumns } from './columns.js';
import { Counts } from './counts.js';
import { directoryQuery, type Entry } from './directory.js';
import { PortfolioFilters } from './filters.js';
import { askedOf, type PortfolioSearch, type SortedBy } from './search.js';
import { usePortfolioText } from './words.js';

export const view = createLazyRoute('/signed-in/')({ component: Portfolio });

function Portfolio() {
  const text = usePortfolioText();
  const asked = askedOf(view.useSearch());
  const { today } = useSession();
  const found = useInfiniteQuery(directoryQuery(asked, today));
  const total = found.data?.pages[0]?.total;
  return (
    <div className="view">
      <ViewHeading
        title={text('portfolio.title')}
        beside={
          <p className="muted" role="status">
            {total !== undefined && text('portfolio.count', { count: total })}
          </p>
        }
      />
      <Counts option={asked.option} />
      <PortfolioFilters asked={asked} />
      <TravelNote sort={asked.sort ?? 'lapsesOn'} />
      {found.error !== null ? (
        <ErrorPanel error={found.error} retry={() => void found.refetch()} />
      ) : found.data === undefined ? (
        <Loading lines={8} />
      ) : total === 0 ? (
        <Nothing asked={asked} />
      ) : (
        <Organizations
          pages={found.data.pages}
          asked={asked}
          onEnd={() => {
            if (found.hasNextPage && !found.isFetching) void found.fetchNextPage();
          }}
        />
      )}
    </div>
  );
}

const idOf = ({ organizationId }: Entry) => organizationId;

interface OrganizationsProps {
  readonly pages: readonly { organizations: Entry[]; total?: number }[];
  readonly asked: PortfolioSearch;
  readonly onEnd: () => void;
}

function Organizations({ pages, asked, onEnd }: OrganizationsProps) {
  const text = usePortfolioText();
  const navigate = useNavigate();
  const options = useOptions();
  const { asOf, knownAt } = useAskedTime();
  // What lapses first today is no order of the days that are shown of another time.
  const isOfToday = asOf === undefined && knownAt === undefined;
  const { option, sort = 'lapsesOn' } = asked;
  const shown = useMemo(
    () => (option === undefined ? options : options.filter(({ id }) => id === option)),
    [options, option],
  );
  const columns = useColumns(shown);
  const rows = useMemo(() => pages.flatMap(({ organizations }) => organizations), [pages]);
  const open = useCallback(
    ({ organizationId }: Entry) =>
      void navigate({ to: '/organizations/$organizationId', params: { organizationId } }),
    [navigate],
  );
  const sortBy = (by: string) =>
    void navigate({
      to: '/',
      search: (search) => ({ ...search, ...askedOf({ ...asked, sort: by as SortedBy }) }),
      replace: true,
    });
  return (
    <DataTable
      label={text('portfolio.table')}
      columns={columns}
      rows={rows}
      rowId={idOf}
      total={pages[0]?.total}
      sorted={isOfToday || sort !== 'lapsesOn' ? { by: sort, direction: 'ascending' } : undefined}
      onSort={sortBy}
      onOpen={open}
      onEnd={onEnd}
      rowHeight={64}
    />
  );
}

/** What of the time in the address holds here. */
function TravelNote({ sort }: { sort: SortedBy }) {
  const text = usePortfolioText();
  const { asOf, knownAt } = useAskedTime();
  if (asOf === undefined && knownAt === undefined) return null;
  const isOfOne = knownAt !== undefined && isRevision(knownAt);
  return (
    <p role="note">
      {text(isOfOne ? 'portfolio.travelled.revision' : 'portfolio.travelled')}{' '}
      {text('portfolio.travelled.today')} {sort === 'lapsesOn' && text('portfolio.travelled.order')}
    </p>
  );
}

function Nothing({ asked: { sort: _, ...filters } }: { asked: PortfolioSearch }) {
  const text = usePortfolioText();
  if (Object.keys(filters).length > 0) {
    return (
      <EmptyState title={text('portfolio.noneFound.title')}>
        <p>{text('portfolio.noneFound.text')}</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title={text('portfolio.empty.title')}>
      <p>{text('portfolio.empty.text')}</p>
    </EmptyState>
  );
}
