import './alerts.css';
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute } from '@tanstack/react-router';
import { useMemo } from 'react';
import { ViewHeading } from '../frame/view-heading.js';
import { type Column, DataTable } from '../parts/data-table.js';
import { OnlyFor } from '../parts/only-for.js';
import { InstantText } from '../parts/shown.js';
import { EmptyState, ErrorPanel, Loading } from '../parts/states.js';
import { READERS } from '../session/roles.js';
import { Acknowledgement } from './acknowledgement.js';
import { type Alert, alertsQuery, thoseAsked } from './asked.js';
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

function Asked() {
  const text = useAlertsText();
  const search = view.useSearch();
  const asked = useMemo(() => alertsSearchOf({ ...search }), [search]);
  const { data, error, refetch } = useQuery(alertsQuery(asked.type));
  const alerts = useMemo(() => thoseAsked(data ?? [], asked), [data, asked]);
  if (error !== null) return <ErrorPanel error={error} retry={() => void refetch()} />;
  return (
    <>
      <AlertFilters asked={asked} />
      {data === undefined ? (
        <Loading lines={8} />
      ) : (
        <>
          <p className="muted" role="status">
            {text('alerts.count', { count: alerts.length })}
          </p>
          {alerts.length > 0 ? (
            <Listed alerts={alerts} />
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

function Listed({ alerts }: { alerts: readonly Alert[] }) {
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
      rowId={({ id }) => id}
      rowHeight={80}
    />
  );
}
