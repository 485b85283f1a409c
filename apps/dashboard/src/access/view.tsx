import './access.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import { createLazyRoute, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
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
import { type AccessSearch, accessSearchOf } from './search.js';
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
      <Filters asked={asked} />
      {found.error !== null ? (
        <ErrorPanel error={found.error} retry={() => void found.refetch()} />
      ) : found.data === undefined ? (
        <Loading lines={8} />
      ) : records.length === 0 ? (
        <EmptyState title={text('access.none')} />
      ) : (
        <Records
          records={records}
          hasMore={found.hasNextPage}
          onEnd={() => {
            if (found.hasNextPage && !found.isFetching) void found.fetchNextPage();
          }}
        />
      )}
    </>
  );
}

function Filters({ asked }: { asked: AccessSearch }) {
  const text = useAccessText();
  const navigate = useNavigate({ from: '/access' });
  const choose = (chosen: AccessSearch) =>
    void navigate({ search: (search) => ({ ...search, ...chosen }), replace: true });
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
      {(['key', 'organization'] as const).map((name) => (
        <TypedField
          key={name}
          label={text(`access.${name}`)}
          type="search"
          value={asked[name] ?? ''}
          onChange={(value) => choose({ [name]: value === '' ? undefined : value })}
        />
      ))}
      {Object.keys(asked).length > 0 && (
        <Button
          className="button quiet"
          onPress={() =>
            choose({ from: undefined, to: undefined, key: undefined, organization: undefined })
          }
        >
          {text('access.clear')}
        </Button>
      )}
    </search>
  );
}

interface RecordsProps {
  readonly records: readonly (AccessRecord & { readonly id: string })[];
  readonly hasMore: boolean;
  readonly onEnd: () => void;
}

function Records({ records, hasMore, onEnd }: RecordsProps) {
  const text = useAccessText();
  const locale = useLocale();
  const columns: readonly Column<RecordsProps['records'][number]>[] = [
    {
      id: 'request',
      heading: text('access.request'),
      width: 'minmax(0, 3fr)',
      isTitle: true,
      cell: ({ method, route }) => <code>{`${method} ${route}`}</code>,
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
      cell: ({ key }) => key,
    },
    {
      id: 'organization',
      heading: text('access.organization'),
      width: 'minmax(0, 2fr)',
      cell: ({ organizationId }) => organizationId ?? '–',
    },
    {
      id: 'outcome',
      heading: text('access.outcome'),
      cell: ({ status, code }) => (code === undefined ? String(status) : `${status} ${code}`),
    },
    { id: 'address', heading: text('access.address'), cell: ({ address }) => address },
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
