import './access.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import { createLazyRoute, useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { Button } from 'react-aria-components/Button';
import { ViewHeading } from '../frame/view-heading.js';
import { useLocale } from '../language/text.js';
import { wholeNumber } from '../language/written.js';
import { type Column, DataTable } from '../parts/data-table.js';
import { DayField } from '../parts/day-field.js';
import { TypedField } from '../parts/fields.js';
import { OnlyFor } from '../parts/only-for.js';
import { InstantText } from '../parts/shown.js';
import { EmptyState, ErrorPanel, Loading } from '../parts/states.js';
import { AUDITORS } from '../session/roles.js';
import { accessQuery, type AccessRecord } from './asked.js';
import { type AccessSearch, accessSearchOf, NO_FILTER } from './search.js';
import { useAccessText } from './words.js';

export const view = createLazyRoute('/signed-in/access')({ component: Access });

function Access() {
  const text = useAccessText();
  return (
    <div className="view">
      <ViewHeading title={text('access.title')} />
      <OnlyFor roles={AUDITORS}>
        <Asked />
      </OnlyFor>
    </div>
  );
}

function Asked() {
  const text = useAccessText();
  const search = view.useSearch();
  const asked = useMemo(() => accessSearchOf({ ...search }), [search]);
  const navigate = useNavigate({ from: '/access' });
  const choose = useCallback<Choose>(
    (chosen) => void navigate({ search: (before) => ({ ...before, ...chosen }), replace: true }),
    [navigate],
  );
  const found = useInfiniteQuery(accessQuery(asked));
  const records = useMemo(
    () =>
      found.data?.pages.flatMap((page, place) =>
        page.records.map((record, row) => ({ ...record, id: `${place} ${row}` })),
      ) ?? [],
    [found.data],
  );
  return (
    <>
      <p className="muted">{text('access.about')}</p>
      <Filters asked={asked} choose={choose} />
      {found.error !== null ? (
        <ErrorPanel error={found.error} retry={() => void found.refetch()} />
      ) : found.data === undefined ? (
        <Loading lines={8} />
      ) : records.length === 0 ? (
        <EmptyState title={text('access.none')} />
      ) : (
        <Records
          records={records}
          choose={choose}
          hasMore={found.hasNextPage}
          onEnd={() => {
            if (found.hasNextPage && !found.isFetching) void found.fetchNextPage();
          }}
        />
      )}
    </>
  );
}

type Choose = (chosen: AccessSearch) => void;

function Filters({ asked, choose }: { asked: AccessSearch; choose: Choose }) {
  const text = useAccessText();
  return (
    <search className="access-filters" aria-label={text('access.filters')}>
      {(['from', 'to'] as const).map((name) => (
        <DayField
          key={name}
          label={text(`access.${name}`)}
          value={asked[name] ?? null}
          onChange={(day) => choose({ [name]: day })}
          onClear={() => choose({ [name]: undefined })}
        />
      ))}
      {(['key', 'organization', 'route', 'address'] as const).map((name) => (
        <TypedField
          key={name}
          label={text(`access.${name}`)}
          type="search"
          value={asked[name] ?? ''}
          onChange={(value) => choose({ [name]: value === '' ? undefined : value })}
        />
      ))}
      {Object.keys(asked).length > 0 && (
        <Button className="button quiet" onPress={() => choose(NO_FILTER)}>
          {text('access.clear')}
        </Button>
      )}
    </search>
  );
}

interface RecordsProps {
  readonly records: readonly (AccessRecord & { readonly id: string })[];
  readonly choose: Choose;
  readonly hasMore: boolean;
  readonly onEnd: () => void;
}

function Records({ records, choose, hasMore, onEnd }: RecordsProps) {
  const text = useAccessText();
  const locale = useLocale();
  /** What is pressed is looked for: the other records with the same. */
  const only = (by: keyof AccessSearch, value: string, shown = value) => (
    <Button
      className="opens-facts"
      aria-label={text('access.only', { value: shown })}
      // The fields above do the same: Tab leads past thousands of rows.
      excludeFromTabOrder
      onPress={() => choose({ [by]: value })}
    >
      {shown}
    </Button>
  );
  const columns: readonly Column<RecordsProps['records'][number]>[] = [
    {
      id: 'request',
      heading: text('access.request'),
      width: 'minmax(0, 3fr)',
      isTitle: true,
      cell: ({ method, route }) => <code>{only('route', route, `${method} ${route}`)}</code>,
    },
    {
      id: 'at',
      heading: text('access.at'),
      width: 'minmax(0, 2fr)',
      cell: ({ at }) => <InstantText instant={at} />,
    },
    {
      id: 'key',
      heading: text('access.key'),
      width: 'minmax(0, 2fr)',
      cell: ({ key }) => only('key', key),
    },
    {
      id: 'organization',
      heading: text('access.organization'),
      width: 'minmax(0, 2fr)',
      cell: ({ organizationId }) =>
        organizationId === undefined ? '–' : only('organization', organizationId),
    },
    {
      id: 'outcome',
      heading: text('access.outcome'),
      cell: ({ status, code }) => (code === undefined ? String(status) : `${status} ${code}`),
    },
    {
      id: 'address',
      heading: text('access.address'),
      cell: ({ address }) => only('address', address),
    },
    {
      id: 'times',
      heading: text('access.times'),
      align: 'end',
      width: '64px',
      cell: ({ times }) => wholeNumber(locale, times),
    },
  ];
  return (
    <DataTable
      label={text('access.table')}
      columns={columns}
      rows={records}
      rowId={({ id }) => id}
      onEnd={onEnd}
      {...(hasMore ? { total: -2 } : {})}
    />
  );
}
