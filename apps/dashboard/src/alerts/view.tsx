import './alerts.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import { createLazyRoute } from '@tanstack/react-router';
import { useMemo } from 'react';
import { ViewHeading } from '../frame/view-heading.js';
import { type Column, DataTable } from '../parts/data-table.js';
import { OnlyFor } from '../parts/only-for.js';
import { InstantText } from '../parts/shown.js';
import { EmptyState, ErrorPanel, Loading } from '../parts/states.js';
import { READERS } from '../session/roles.js';
import { Acknowledgement } from './acknowledgement.js';
import { type Alert, alertsQuery } from './asked.js';
import { AlertFilters } from './filters.js';
import { Because, Said } from './said.js';
import { alertsSearchOf } from './search.js';
import { useAlertsText } from './words.js';

export const view = createLazyRoute('/signed-in/alerts')({ component: Alerts });

function Alerts() {
  const text = useAlertsText();
  return (
    <div className="view">
      <ViewHeading title={text('alerts.title')} />
      <OnlyFor roles={READERS}>
        <Asked />
      </OnlyFor>
    </div>
  );
}

const idOf = ({ id }: Alert) => id;

function Asked() {
  const text = useAlertsText();
  const search = view.useSearch();
  const asked = useMemo(() => alertsSearchOf({ ...search }), [search]);
  const found = useInfiniteQuery(alertsQuery(asked));
  const { data, error } = found;
  const alerts = useMemo(() => data?.pages.flatMap((page) => page.alerts) ?? [], [data]);
  if (error !== null) return <ErrorPanel error={error} retry={() => void found.refetch()} />;
  const total = data?.pages[0]?.total ?? alerts.length;
  return (
    <>
      <AlertFilters asked={asked} />
      {data === undefined ? (
        <Loading lines={8} />
      ) : (
        <>
          <p className="muted" role="status">
            {text('alerts.count', { count: total })}
          </p>
          {alerts.length > 0 ? (
            <Listed
              alerts={alerts}
              total={total}
              onEnd={() => {
                if (found.hasNextPage && !found.isFetching) void found.fetchNextPage();
              }}
            />
          ) : Object.keys(asked).length > 0 ? (
            <EmptyState title={text('alerts.noneFound')} />
          ) : (
            <EmptyState title={text('alerts.empty')}>
              <p>{text('alerts.emptyText')}</p>
            </EmptyState>
          )}
        </>
      )}
    </>
  );
}

interface ListedProps {
  readonly alerts: readonly Alert[];
  readonly total: number;
  readonly onEnd: () => void;
}

function Listed({ alerts, total, onEnd }: ListedProps) {
  const text = useAlertsText();
  const columns = useMemo(
    (): readonly Column<Alert>[] => [
      {
        id: 'what',
        heading: text('alerts.what'),
        width: 'minmax(0, 3fr)',
        isTitle: true,
        cell: (alert) => <Said alert={alert} />,
      },
      {
        id: 'why',
        heading: text('alerts.why'),
        width: 'minmax(0, 2fr)',
        cell: (alert) => <Because alert={alert} />,
      },
      {
        id: 'raised',
        heading: text('alerts.raised'),
        cell: ({ raisedAt }) => <InstantText instant={raisedAt} />,
      },
      {
        id: 'seen',
        heading: text('alerts.seen'),
        cell: (alert) => <Acknowledgement alert={alert} />,
      },
    ],
    [text],
  );
  return (
    <DataTable
      label={text('alerts.table')}
      columns={columns}
      rows={alerts}
      rowId={idOf}
      total={total}
      onEnd={onEnd}
      rowHeight={80}
    />
  );
}
