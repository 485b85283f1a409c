import '../parts/sheet.css';
import './people.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { createLazyRoute } from '@tanstack/react-router';
import { lazy, Suspense, useMemo } from 'react';
import type { Schemas } from '../api/client.js';
import { standingQuery } from '../api/organization.js';
import { programsQuery } from '../api/queries.js';
import { useAskedTime } from '../frame/everywhere.js';
import { ErrorPanel, Loading } from '../parts/states.js';
import { useSession } from '../session/session.js';
import { dependenciesQuery, type Individual, individualsQuery } from './asked.js';
import { askedRequirements } from './asked-for.js';
import { MatrixSection } from './matrix-section.js';
import { NeededSection } from './needed-section.js';
import { PathSection } from './path-section.js';
import { personRows } from './person-rows.js';
import type { PeopleSearch } from './search.js';

export const view = createLazyRoute('/signed-in/organizations/$organizationId/people')({
  component: People,
});

const PersonDrawer = lazy(() => import('./person-drawer.js'));

interface Known {
  readonly asOf: string;
  readonly individuals: readonly Individual[];
  readonly standings: readonly Schemas['Standing'][];
  readonly programs: Schemas['Programs']['programs'];
  readonly dependencies: Schemas['Dependencies'] | undefined;
}

function People() {
  const { organizationId } = view.useParams();
  const { former } = view.useSearch();
  const time = useAskedTime();
  const people = useQuery({
    ...individualsQuery(organizationId, former === '1', time),
    // Former members join those who are there.
    placeholderData: keepPreviousData,
  });
  const standing = useQuery(standingQuery(organizationId, time));
  const programs = useQuery(programsQuery);
  const dependencies = useQuery(dependenciesQuery(organizationId, time));
  const failed = people.error ?? standing.error ?? programs.error ?? dependencies.error;
  if (failed !== null) {
    const asked = [people, standing, programs, dependencies];
    return <ErrorPanel error={failed} retry={() => asked.forEach((each) => void each.refetch())} />;
  }
  if (people.data === undefined || standing.data === undefined || programs.data === undefined) {
    return <Loading lines={10} />;
  }
  return (
    <Known
      {...people.data}
      standings={standing.data.standings}
      programs={programs.data.programs}
      dependencies={dependencies.data}
    />
  );
}

function Known({ asOf, individuals, standings, programs, dependencies }: Known) {
  const { organizationId } = view.useParams();
  const search = view.useSearch();
  const navigate = view.useNavigate();
  const { atRiskDays } = useSession();
  const soonDays = Math.max(0, ...atRiskDays);
  const show = (asked: PeopleSearch) =>
    void navigate({
      to: '.',
      search: (before) => ({ ...before, ...asked }),
      resetScroll: false,
      replace: true,
    });
  const requirements = useMemo(() => askedRequirements(programs, standings), [programs, standings]);
  const rows = useMemo(() => {
    const needed = new Set(dependencies?.members.map(({ individualId }) => individualId));
    return personRows({ individuals, requirements, needed, asOf, soonDays });
  }, [individuals, requirements, dependencies, asOf, soonDays]);
  const byId = useMemo(() => new Map(rows.map((row) => [row.person.individualId, row])), [rows]);
  const called = (id: string) => {
    const name = byId.get(id)?.person.name;
    return name === undefined ? id : `${name} (${id})`;
  };
  const opened = byId.get(search.person ?? '');
  return (
    <>
      <MatrixSection {...{ rows, requirements, soonDays, search, show }} />
      <div className="people-sections">
        <PathSection
          {...{ organizationId, standings, called }}
          chosen={search.path}
          choose={(path) => show({ path })}
        />
        {dependencies === undefined ? (
          <Loading lines={6} />
        ) : (
          <NeededSection
            {...{ dependencies, called }}
            open={(person) => show({ person, pass: undefined })}
          />
        )}
      </div>
      <Suspense>
        {opened !== undefined && (
          <PersonDrawer
            {...{ organizationId, asOf, dependencies }}
            row={opened}
            pass={search.pass}
            suppose={(pass) => show({ pass })}
            close={() => show({ person: undefined, pass: undefined })}
          />
        )}
      </Suspense>
    </>
  );
}
