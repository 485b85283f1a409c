import '../parts/sheet.css';
import './what-if.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { createLazyRoute, Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { Refusal } from '../api/client.js';
import { standingQuery } from '../api/organization.js';
import { programsQuery } from '../api/queries.js';
import { useAskedTime } from '../frame/everywhere.js';
import { useLocale } from '../language/text.js';
import { day } from '../language/written.js';
import { EmptyState, ErrorPanel, Loading } from '../parts/states.js';
import { individualsQuery } from '../people/asked.js';
import { useSession } from '../session/session.js';
import { whatIfQuery } from './asked.js';
import { changedStandings } from './changes.js';
import { Compared } from './compared.js';
import { SupposedList } from './supposed-list.js';
import { type Suggestions, SuppositionForm } from './supposition-form.js';
import {
  begun,
  factsOf,
  type Objections,
  objectionsIn,
  type Supposition,
  suppositionsIn,
  written,
} from './suppositions.js';
import { useWhatIfText } from './words.js';

export const view = createLazyRoute('/signed-in/organizations/$organizationId/what-if')({
  component: WhatIf,
});

const RESULT = 'what-if-result';

function WhatIf() {
  const text = useWhatIfText();
  const locale = useLocale();
  const { organizationId } = view.useParams();
  const { suppose } = view.useSearch();
  const { today } = useSession();
  const time = useAskedTime();
  const { asOf = today } = time;
  const suppositions = useMemo(() => suppositionsIn(suppose), [suppose]);
  const facts = useMemo(
    () => factsOf(organizationId, suppositions),
    [organizationId, suppositions],
  );
  const answered = useQuery({
    ...whatIfQuery(organizationId, { ...time, asOf }, facts),
    enabled: facts.length > 0,
    // What was compared before stays until what is supposed now is.
    placeholderData: keepPreviousData,
  });
  const objections = useMemo(
    () => objectionsIn(answered.error instanceof Refusal ? answered.error.errors : []),
    [answered.error],
  );
  return (
    <>
      <div className="stacked">
        <h2>{text('what-if.title')}</h2>
        <p className="muted">{text('what-if.intro', { day: day(locale, asOf, 'long') })}</p>
      </div>
      <div className="what-if">
        <Supposing {...{ suppositions, objections, asOf }} />
        <section className="stacked" aria-labelledby={RESULT}>
          <h3 id={RESULT} tabIndex={-1}>
            {text('what-if.result')}
          </h3>
          {suppositions.length === 0 ? (
            <EmptyState title={text('what-if.none')}>
              <p>{text('what-if.noneHint')}</p>
            </EmptyState>
          ) : answered.error !== null ? (
            objections.size === 0 ? (
              <ErrorPanel error={answered.error} retry={() => void answered.refetch()} />
            ) : (
              <p className="problem">{text('what-if.notCompared')}</p>
            )
          ) : answered.data === undefined ? (
            <Loading lines={8} />
          ) : (
            <Result answered={answered.data} />
          )}
        </section>
      </div>
    </>
  );
}

type Answered = Awaited<ReturnType<NonNullable<ReturnType<typeof whatIfQuery>['queryFn']>>>;

function Result({ answered }: { answered: Answered }) {
  const text = useWhatIfText();
  const { before, after, duplicates = [] } = answered;
  const all = changedStandings(before, after);
  // What changes comes first.
  const ordered = [...all].sort((a, b) => Number(b.isChanged) - Number(a.isChanged));
  const count = all.filter(({ isChanged }) => isChanged).length;
  return (
    <>
      <p role="status">
        <strong>{text('what-if.changes', { count })}</strong>{' '}
        {duplicates.length > 0 && text('what-if.duplicates', { count: duplicates.length })}
      </p>
      {ordered.map((changed) => (
        <Compared key={changed.option} changed={changed} />
      ))}
    </>
  );
}

interface SupposingProps {
  readonly suppositions: readonly Supposition[];
  readonly objections: Objections;
  readonly asOf: string;
}

/** The list of what is supposed, and the form with which it is added to and changed. */
function Supposing({ suppositions, objections, asOf }: SupposingProps) {
  const text = useWhatIfText();
  const navigate = view.useNavigate();
  const [edited, setEdited] = useState<number | null>(null);
  const suggestions = useSuggestions();
  const find = <FindFact suppose={written(suppositions)} />;
  const put = (all: readonly Supposition[]) => {
    setEdited(null);
    void navigate({
      to: '.',
      search: (before) => ({ ...before, suppose: written(all) }),
      resetScroll: false,
    });
    // What was pressed is gone; what it changed is there.
    document.getElementById(RESULT)?.focus({ preventScroll: true });
  };
  const changing = edited === null ? undefined : suppositions[edited];
  return (
    <div className="stacked">
      {suppositions.length > 0 && (
        <SupposedList
          {...{ suppositions, objections }}
          edit={setEdited}
          remove={(place) => put(suppositions.filter((_, each) => each !== place))}
          clear={() => put([])}
        />
      )}
      {edited === null || changing === undefined ? (
        <SuppositionForm
          key={`new ${suppositions.length}`}
          title={text('what-if.add')}
          done={text('what-if.addThis')}
          first={begun('RevenueBooked', asOf)}
          objections={{}}
          {...{ suggestions, find }}
          on={asOf}
          suppose={(supposition) => put([...suppositions, supposition])}
        />
      ) : (
        <SuppositionForm
          key={`change ${edited}`}
          title={text('what-if.change')}
          done={text('what-if.changeThis')}
          first={changing}
          objections={objections.get(edited) ?? {}}
          {...{ suggestions, find }}
          on={asOf}
          suppose={(to) => put(suppositions.map((each, place) => (place === edited ? to : each)))}
          cancel={() => setEdited(null)}
        />
      )}
    </div>
  );
}

/** To the facts, each of which leads back with itself supposed away. */
function FindFact({ suppose }: { suppose: string | undefined }) {
  const text = useWhatIfText();
  const { organizationId } = view.useParams();
  return (
    <Link
      className="button start"
      to="/organizations/$organizationId/facts"
      params={{ organizationId }}
      search={{ suppose }}
    >
      {text('what-if.findFact')}
    </Link>
  );
}

/** The products, exams and people that are known on the day. */
function useSuggestions(): Suggestions {
  const { organizationId } = view.useParams();
  const time = useAskedTime();
  const { data: programs } = useQuery(programsQuery);
  const { data: standing } = useQuery(standingQuery(organizationId, time));
  const { data: people } = useQuery(individualsQuery(organizationId, false, time));
  return useMemo(() => {
    const inForce = new Set(standing?.standings.map(({ edition }) => edition.contentHash));
    const editions = (programs?.programs ?? [])
      .flatMap((program) => program.editions)
      .filter(({ contentHash }) => inForce.has(contentHash));
    const ids = (of: 'products' | 'exams' | 'certifications') =>
      [...new Set(editions.flatMap((edition) => edition[of].map(({ id }) => id)))].sort();
    return {
      product: ids('products'),
      exam: ids('exams'),
      certification: ids('certifications'),
      individualId: people?.individuals.map(({ individualId }) => individualId) ?? [],
    };
  }, [programs, standing, people]);
}
