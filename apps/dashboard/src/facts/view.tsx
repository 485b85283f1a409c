import '../parts/sheet.css';
import './facts.css';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { createLazyRoute, useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { Button } from 'react-aria-components/Button';
import { useFactSaid } from '../changed/fact-said.js';
import { useAskedTime } from '../frame/everywhere.js';
import { useLocale } from '../language/text.js';
import { wholeNumber } from '../language/written.js';
import { Choice } from '../parts/choice.js';
import { type Column, DataTable } from '../parts/data-table.js';
import { TypedField } from '../parts/fields.js';
import { InstantText } from '../parts/shown.js';
import { EmptyState, ErrorPanel, Loading } from '../parts/states.js';
import { type AskedFacts, factsQuery, takenBackQuery } from './asked.js';
import { Download } from './download.js';
import { FactDrawer } from './fact-drawer.js';
import { FactState, takenBackAt } from './fact-state.js';
import { type FactsSearch, factsSearchOf } from './search.js';
import type { Recorded, TakenBack } from './taken-back.js';
import { useFactTypeName } from './type-name.js';
import { FACT_TYPES } from './types.js';
import { useFactsText } from './words.js';

export const view = createLazyRoute('/signed-in/organizations/$organizationId/facts')({
  component: Facts,
});

type Choose = (chosen: FactsSearch) => void;

function Facts() {
  const text = useFactsText();
  const { organizationId } = view.useParams();
  const { revision, suppose, ...filters } = factsSearchOf({ ...view.useSearch() });
  const { type, individual, customer, after, upTo } = filters;
  const { knownAt } = useAskedTime();
  const navigate = useNavigate({ from: '/organizations/$organizationId/facts' });
  const choose = useCallback<Choose>(
    (chosen) =>
      void navigate({
        search: (search) => ({ ...search, ...chosen }),
        replace: true,
        // A fact is opened from the midst of the trail, to which one comes back.
        resetScroll: !('revision' in chosen),
      }),
    [navigate],
  );
  const asked = useMemo(
    (): AskedFacts => ({
      ...(type === undefined ? {} : { type }),
      ...(individual === undefined ? {} : { individualId: individual }),
      ...(customer === undefined ? {} : { customerId: customer }),
      ...(after === undefined ? {} : { after: Number(after) }),
      ...(upTo === undefined ? {} : { upTo: Number(upTo) }),
      ...(knownAt === undefined ? {} : { knownAt }),
    }),
    [type, individual, customer, after, upTo, knownAt],
  );
  const { data: takenBack } = useQuery(takenBackQuery(organizationId, knownAt));
  return (
    <>
      <h2>{text('facts.title')}</h2>
      <p className="muted">{text('facts.about')}</p>
      <Filters filters={filters} choose={choose} />
      <Download organizationId={organizationId} asked={asked} />
      <Trail
        // Only of the same organization, as known at the same moment, do facts stay while others are fetched.
        key={JSON.stringify([organizationId, knownAt])}
        {...{ organizationId, asked, takenBack, choose }}
      />
      {revision !== undefined && (
        <FactDrawer
          {...{ organizationId, knownAt, takenBack, suppose }}
          revision={Number(revision)}
          close={() => choose({ revision: undefined })}
        />
      )}
    </>
  );
}

const NO_FILTER = {
  type: undefined,
  individual: undefined,
  customer: undefined,
  after: undefined,
  upTo: undefined,
} satisfies FactsSearch;

function Filters(props: {
  readonly filters: Pick<FactsSearch, keyof typeof NO_FILTER>;
  readonly choose: Choose;
}) {
  const { filters, choose } = props;
  const text = useFactsText();
  const name = useFactTypeName();
  return (
    <search className="facts-filters" aria-label={text('facts.filters')}>
      <Choice
        label={text('facts.type')}
        value={filters.type ?? ''}
        choices={[
          { value: '', shown: text('facts.any') },
          ...FACT_TYPES.map((value) => ({ value, shown: name(value) })),
        ]}
        onChoose={(value) => choose({ type: FACT_TYPES.find((each) => each === value) })}
      />
      {(['individual', 'customer', 'after', 'upTo'] as const).map((name) => (
        <TypedField
          key={name}
          label={text(`facts.${name}`)}
          type={name === 'individual' || name === 'customer' ? 'search' : 'number'}
          value={filters[name] ?? ''}
          // What is no id and no revision is left away.
          onChange={(value) => choose({ [name]: value === '' ? undefined : value })}
        />
      ))}
      {Object.keys(filters).length > 0 && (
        <Button className="button quiet" onPress={() => choose(NO_FILTER)}>
          {text('facts.clear')}
        </Button>
      )}
    </search>
  );
}

interface TrailProps {
  readonly organizationId: string;
  readonly asked: AskedFacts;
  readonly takenBack: TakenBack | undefined;
  readonly choose: Choose;
}

function Trail({ organizationId, asked, takenBack, choose }: TrailProps) {
  const text = useFactsText();
  const found = useInfiniteQuery(factsQuery(organizationId, asked));
  const columns = useColumns(takenBack, choose);
  const rows = useMemo(() => found.data?.pages.flatMap(({ facts }) => facts) ?? [], [found.data]);
  if (found.error !== null) {
    return <ErrorPanel error={found.error} retry={() => void found.refetch()} />;
  }
  if (found.data === undefined) return <Loading lines={8} />;
  const quarantined = found.data.pages.flatMap((page) => page.quarantined);
  return (
    <>
      {quarantined.length > 0 && (
        <p role="status">{text('facts.quarantined', { count: quarantined.length })}</p>
      )}
      {rows.length === 0 ? (
        <EmptyState title={text('facts.none')}>
          <p>{text('facts.noneText')}</p>
        </EmptyState>
      ) : (
        <DataTable
          label={text('facts.table')}
          columns={columns}
          rows={rows}
          rowId={({ revision }) => String(revision)}
          {...(found.hasNextPage ? { total: -2 } : {})}
          onOpen={({ revision }) => choose({ revision: String(revision) })}
          onEnd={() => {
            if (found.hasNextPage && !found.isFetching) void found.fetchNextPage();
          }}
        />
      )}
    </>
  );
}

function useColumns(takenBack: TakenBack | undefined, choose: Choose): readonly Column<Recorded>[] {
  const text = useFactsText();
  const said = useFactSaid();
  const name = useFactTypeName();
  const locale = useLocale();
  return [
    {
      id: 'what',
      heading: text('facts.what'),
      width: 'minmax(0, 4fr)',
      isTitle: true,
      cell: (fact) => (
        <>
          <Button
            className="opens-facts"
            // Enter on the row does the same: Tab leads past thousands of rows.
            excludeFromTabOrder
            onPress={() => choose({ revision: String(fact.revision) })}
          >
            {text('facts.one', { revision: wholeNumber(locale, fact.revision) })}
          </Button>
          <span className="muted small"> · {name(fact.event.type)}</span>
          <br />
          <span
            className={`fact-said ${takenBackAt(fact, takenBack) === undefined ? '' : 'retracted'}`}
          >
            {said(fact)}
          </span>
        </>
      ),
    },
    {
      id: 'recordedAt',
      heading: text('facts.recordedAt'),
      width: 'minmax(0, 2fr)',
      cell: ({ recordedAt }) => <InstantText instant={recordedAt} />,
    },
    {
      id: 'recordedBy',
      heading: text('facts.recordedBy'),
      width: 'minmax(0, 2fr)',
      cell: ({ recordedBy }) => recordedBy,
    },
    {
      id: 'state',
      heading: text('facts.state'),
      width: 'minmax(0, 2fr)',
      cell: (fact) => <FactState fact={fact} takenBack={takenBack} />,
    },
  ];
}
