import '../parts/sheet.css';
import './changed.css';
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { Schemas } from '../api/client.js';
import { standingQuery } from '../api/organization.js';
import { useAskedTime } from '../frame/everywhere.js';
import { useLocale } from '../language/text.js';
import { day, instant, wholeNumber } from '../language/written.js';
import type { AskedFinding } from '../organization/search.js';
import { EmptyState, ErrorPanel, Loading } from '../parts/states.js';
import { ChangedFigures, type Pair, RestatedDays, Standings } from './differences.js';
import { FactsSince } from './facts-since.js';
import { useChangedText } from './words.js';

export const view = createLazyRoute('/signed-in/organizations/$organizationId/changed')({
  component: Changed,
});

const WhyDrawer = lazy(() => import('./why-drawer.js'));

type Answered = Schemas['StandingAnswer'];

function Changed() {
  const { organizationId } = view.useParams();
  const asked = useAskedTime();
  const { knownAt, ...day } = asked;
  const then = useQuery(standingQuery(organizationId, asked));
  const now = useQuery(standingQuery(organizationId, day));
  const failed = then.error ?? now.error;
  if (failed !== null) return <ErrorPanel error={failed} retry={() => void then.refetch()} />;
  if (then.data === undefined || now.data === undefined) return <Loading lines={8} />;
  if (knownAt === undefined) return <ChooseThen head={now.data.knownAt.revision} />;
  return <Compared organizationId={organizationId} then={then.data} now={now.data} />;
}

const STEPS_BACK = [1, 10, 100, 1_000];

/** Without a moment of knowledge there is nothing to compare with: a few to begin with. */
function ChooseThen({ head }: { head: number }) {
  const text = useChangedText();
  const steps = STEPS_BACK.filter((count) => count < head);
  return (
    <section className="card">
      <EmptyState title={text('changed.nothingAsked')}>
        <p>{text('changed.nothingAskedText')}</p>
        <p className="choices-of-then">
          {steps.map((count) => (
            <Link
              key={count}
              to="."
              search={(search) => ({ ...search, knownAt: String(head - count) })}
            >
              {text('changed.before', { count })}
            </Link>
          ))}
          <Link to="." search={(search) => ({ ...search, knownAt: '0' })}>
            {text('changed.first')}
          </Link>
        </p>
      </EmptyState>
    </section>
  );
}

interface ComparedProps {
  readonly organizationId: string;
  readonly then: Answered;
  readonly now: Answered;
}

function Compared({ organizationId, then, now }: ComparedProps) {
  const text = useChangedText();
  const locale = useLocale();
  const { revision, recordedAt } = then.knownAt;
  const pairs = pairsOf(then, now);
  const [finding, setFinding] = useState<AskedFinding | null>(null);
  return (
    <div className="view">
      <h2>{text('changed.title')}</h2>
      <p>
        {text('changed.intro', {
          day: day(locale, then.asOf),
          revision: wholeNumber(locale, revision),
          recordedAt: instant(locale, recordedAt),
          since: now.knownAt.revision - revision,
        })}
      </p>
      <section className="card stacked">
        <h3>{text('changed.standing')}</h3>
        <Standings pairs={pairs} />
        <h3>{text('changed.requirements')}</h3>
        <ChangedFigures {...{ organizationId, pairs }} openWhy={setFinding} />
      </section>
      <section className="card stacked">
        <h3>{text('changed.history')}</h3>
        {pairs.map(({ id }) => (
          <RestatedDays key={id} organizationId={organizationId} option={id} />
        ))}
      </section>
      <section className="card stacked">
        <h3>{text('changed.facts')}</h3>
        <FactsSince organizationId={organizationId} revision={revision} />
      </section>
      <Suspense>
        {finding !== null && (
          <WhyDrawer {...{ organizationId, finding }} close={() => setFinding(null)} />
        )}
      </Suspense>
    </div>
  );
}

function pairsOf(then: Answered, now: Answered): readonly Pair[] {
  return then.standings.map((standing) => {
    const { competency, option } = standing;
    return {
      id: `${competency}/${option}`,
      then: standing,
      now: now.standings.find((each) => each.competency === competency && each.option === option),
    };
  });
}
