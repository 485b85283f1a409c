import '../parts/sheet.css';
import './organization.css';
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute } from '@tanstack/react-router';
import { lazy, Suspense, useCallback } from 'react';
import { standingQuery } from '../api/organization.js';
import { useAskedTime } from '../frame/everywhere.js';
import { ErrorPanel, Loading } from '../parts/states.js';
import { Announced } from './announced.js';
import { RevenueSection } from './revenue-section.js';
import { findingIn, type OverviewSearch, requirementIn } from './search.js';
import { StandingCard } from './standing-card.js';
import { TierHistory } from './tier-history.js';

export const view = createLazyRoute('/signed-in/organizations/$organizationId/')({
  component: Overview,
});

const EvidenceDrawer = lazy(() => import('../evidence/evidence-drawer.js'));
const DayDrawer = lazy(() => import('../evidence/day-drawer.js'));

function Overview() {
  const { organizationId } = view.useParams();
  const search = view.useSearch();
  const navigate = view.useNavigate();
  const time = useAskedTime();
  const { data, error, refetch } = useQuery(standingQuery(organizationId, time));
  const show = useCallback(
    (asked: OverviewSearch) =>
      void navigate({ to: '.', search: (before) => ({ ...before, ...asked }), resetScroll: false }),
    [navigate],
  );
  const openFacts = useCallback((facts: string) => show({ facts }), [show]);
  if (error !== null) return <ErrorPanel error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading lines={8} />;
  const finding = findingIn(search.facts);
  const charted = requirementIn(search.chart);
  return (
    <>
      <div className="standings">
        {data.standings.map((standing) => (
          <StandingCard
            key={`${standing.competency}/${standing.option}`}
            {...{ organizationId, standing }}
            openFacts={openFacts}
          />
        ))}
      </div>
      <RevenueSection {...{ organizationId, search, show }} answered={data} />
      <TierHistory organizationId={organizationId} standings={data.standings} />
      <Announced organizationId={organizationId} />
      <Suspense>
        {finding !== null && (
          <EvidenceDrawer
            {...{ organizationId, finding }}
            close={() => show({ facts: undefined })}
          />
        )}
        {finding === null && charted !== null && search.day !== undefined && (
          <DayDrawer
            {...{ organizationId }}
            asked={charted}
            day={search.day}
            close={() => show({ day: undefined })}
          />
        )}
      </Suspense>
    </>
  );
}
