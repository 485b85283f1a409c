import './portfolio.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import { createLazyRoute, useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useAskedTime } from '../frame/everywhere.js';
import { ViewHeading } from '../frame/view-heading.js';
import { DataTable } from '../parts/data-table.js';
import { useOptions } from '../parts/names.js';
import { EmptyState, ErrorPanel, Loading } from '../parts/states.js';
import { useColumns } from './columns.js';
import { directoryQuery, type Entry } from './directory.js';
import { PortfolioFilters } from './filters.js';
import { usePortfolioText } from './words.js';

export const view = createLazyRoute('/signed-in/')({ component: Portfolio });

function Portfolio() {
  const text = usePortfolioText();
  const filters = view.useSearch();
  const { q, option, tier } = filters;
  const asked = useMemo(
    () => ({
      ...(q === undefined ? {} : { q }),
      ...(option === undefined ? {} : { option }),
      ...(tier === undefined ? {} : { tier }),
    }),
    [q, option, tier],
  );
  const found = useInfiniteQuery(directoryQuery(asked));
  const rows = useMemo(
    () => found.data?.pages.flatMap(({ organizations }) => organizations) ?? [],
    [found.data],
  );
  const isFiltered = Object.keys(asked).length > 0;
  const time = useAskedTime();
  const count = found.hasNextPage ? 'portfolio.atLeast' : 'portfolio.count';
  return (
    <div className="view">
      <ViewHeading
        title={text('portfolio.title')}
        beside={
          found.data === undefined ? null : (
            <p className="muted" role="status">
              {text(count, { count: rows.length })}
            </p>
          )
        }
      />
      <PortfolioFilters filters={asked} />
      {Object.keys(time).length > 0 && (
        <p className="muted small">{text('portfolio.order.travelled')}</p>
      )}
      {found.error !== null ? (
        <ErrorPanel error={found.error} retry={() => void found.refetch()} />
      ) : found.data === undefined ? (
        <Loading lines={8} />
      ) : rows.length === 0 ? (
        <Nothing isFiltered={isFiltered} />
      ) : (
        <Organizations
          rows={rows}
          option={option}
          hasMore={found.hasNextPage}
          onEnd={() => {
            if (found.hasNextPage && !found.isFetching) void found.fetchNextPage();
          }}
        />
      )}
    </div>
  );
}

interface OrganizationsProps {
  readonly rows: readonly Entry[];
  readonly option: string | undefined;
  readonly hasMore: boolean;
  readonly onEnd: () => void;
}

function Organizations({ rows, option, hasMore, onEnd }: OrganizationsProps) {
  const text = usePortfolioText();
  const navigate = useNavigate();
  const options = useOptions();
  const shown = option === undefined ? options : options.filter(({ id }) => id === option);
  const columns = useColumns(shown);
  const open = useCallback(
    ({ organizationId }: Entry) =>
      void navigate({ to: '/organizations/$organizationId', params: { organizationId } }),
    [navigate],
  );
  return (
    <DataTable
      label={text('portfolio.table')}
      columns={columns}
      rows={rows}
      rowId={({ organizationId }) => organizationId}
      total={hasMore ? -2 : undefined}
      onOpen={open}
      onEnd={onEnd}
      rowHeight={64}
    />
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  const text = usePortfolioText();
  if (isFiltered) return <EmptyState title={text('portfolio.noneFound.title')} />;
  return (
    <EmptyState title={text('portfolio.empty.title')}>
      <p>{text('portfolio.empty.text')}</p>
    </EmptyState>
  );
}
