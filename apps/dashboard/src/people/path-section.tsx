import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Schemas } from '../api/client.js';
import { useAskedTime } from '../frame/everywhere.js';
import { useCommonText } from '../language/common.js';
import { pathQuery } from '../organization/asked.js';
import { Choice } from '../parts/choice.js';
import { useNames } from '../parts/names.js';
import { ErrorPanel, Loading } from '../parts/states.js';
import type { Tier } from '../parts/tier-badge.js';
import { useSession } from '../session/session.js';
import { MAX_SUPPOSITIONS, type Supposition, written } from '../what-if/suppositions.js';
import { PathSteps } from './path-steps.js';
import { tierOfOptionIn } from './search.js';
import { usePeopleText } from './words.js';

interface PathSectionProps {
  readonly organizationId: string;
  readonly standings: readonly Schemas['Standing'][];
  /** `competency/option/tier`; absent = the first tier that is not attained. */
  readonly chosen: string | undefined;
  readonly choose: (path: string) => void;
  readonly called: (individualId: string) => string;
}

/** To a tier of an option, the fewest exams, and what is needed besides. */
export function PathSection(props: PathSectionProps) {
  const text = usePeopleText();
  const { standings, chosen, choose } = props;
  const common = useCommonText();
  const names = useNames();
  const tiers = standings.flatMap(({ competency, option: name, tier: attained, requirements }) => {
    const option = `${competency}/${name}`;
    const asked = (['silver', 'gold'] as const).filter((each) =>
      requirements.some(({ tier }) => tier === each),
    );
    return asked.map((tier) => ({
      key: `${option}/${tier}`,
      isAttained: attained === 'gold' || attained === tier,
      shown: text('people.of', { name: names.option(option), what: common(`tier.${tier}`) }),
    }));
  });
  const known = tiers.find(({ key }) => key === chosen);
  const key = (known ?? tiers.find(({ isAttained }) => !isAttained) ?? tiers[0])?.key;
  const asked = tierOfOptionIn(key);
  return (
    <section className="card stacked" aria-labelledby="people-path">
      <h3 id="people-path">{text('people.path.title')}</h3>
      {key === undefined || asked === null ? (
        <p>{text('people.path.none')}</p>
      ) : (
        <>
          <Choice
            label={text('people.path.tier')}
            value={key}
            choices={tiers.map((each) => ({ value: each.key, shown: each.shown }))}
            onChoose={choose}
          />
          <Path {...props} asked={asked} />
        </>
      )}
    </section>
  );
}

interface PathProps extends PathSectionProps {
  readonly asked: { readonly option: string; readonly tier: Tier };
}

function Path({ organizationId, asked, called }: PathProps) {
  const text = usePeopleText();
  const { data, error, refetch } = useQuery(pathQuery(organizationId, asked, useAskedTime()));
  if (error !== null) return <ErrorPanel error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading lines={4} />;
  const { alternatives = [] } = data;
  return (
    <>
      <PathSteps path={data} called={called} />
      <SupposeSteps organizationId={organizationId} path={data} />
      {alternatives.length > 0 && (
        <details>
          <summary>{text('people.path.alternatives', { ways: alternatives.length })}</summary>
          {alternatives.map((way, place) => (
            <div key={way.by?.join(' ') ?? place} className="stacked">
              <h4>{text('people.path.way', { number: place + 2 })}</h4>
              <PathSteps path={way} called={called} />
            </div>
          ))}
        </details>
      )}
    </>
  );
}

/** To what would be attained were all of the passes taken on the day. */
function SupposeSteps({ organizationId, path }: { organizationId: string; path: Schemas['Path'] }) {
  const text = usePeopleText();
  const { today } = useSession();
  const { asOf = today } = useAskedTime();
  const passes = suppositionsOf(path, asOf);
  if (passes.length === 0 || passes.length > MAX_SUPPOSITIONS) return null;
  return (
    <Link
      className="button start"
      to="/organizations/$organizationId/what-if"
      params={{ organizationId }}
      search={{ suppose: written(passes) }}
    >
      {text('people.path.suppose')}
    </Link>
  );
}

function suppositionsOf({ exams, certifications = [] }: Schemas['Path'], on: string) {
  return [
    ...exams.map(({ individualId, exam }): Supposition => ({
      type: 'ExamPassed',
      fields: { individualId, exam, passedOn: on },
    })),
    ...certifications.map(({ individualId, certification }): Supposition => ({
      type: 'CertificationEarned',
      fields: { individualId, certification, earnedOn: on },
    })),
  ];
}
