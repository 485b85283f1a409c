import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'react-aria-components/Button';
import type { Schemas } from '../api/client.js';
import { useCommonText } from '../language/common.js';
import { useAskedTime } from '../frame/everywhere.js';
import { useLocale } from '../language/text.js';
import { day } from '../language/written.js';
import { Drawer } from '../parts/drawer.js';
import { useNames } from '../parts/names.js';
import { measured } from '../parts/requirement-bar.js';
import { ErrorPanel, Loading } from '../parts/states.js';
import { whatIfQuery } from '../what-if/asked.js';
import { changedStandings, type ChangedStanding } from '../what-if/changes.js';
import { written } from '../what-if/suppositions.js';
import { Lapses } from './lapses.js';
import { PersonTerms } from './person-terms.js';
import type { PersonRow } from './person-rows.js';
import { credentialIn } from './search.js';
import { usePeopleText } from './words.js';

interface PersonDrawerProps {
  readonly organizationId: string;
  readonly asOf: string;
  readonly row: PersonRow;
  /** The key of a credential that is supposed to be passed. */
  readonly pass: string | undefined;
  readonly suppose: (pass: string) => void;
  readonly dependencies: Schemas['Dependencies'] | undefined;
  readonly close: () => void;
}

/** One person: what they hold and fill, what falls without them, and what one further exam would change. */
export default function PersonDrawer(props: PersonDrawerProps) {
  const { organizationId, asOf, row, pass, suppose, dependencies, close } = props;
  const text = usePeopleText();
  const locale = useLocale();
  const { individualId, name, member } = row.person;
  const supposed = credentialIn(pass);
  const completing = [...new Set([...row.completing.values()].flatMap((each) => [...each]))];
  const needed = dependencies?.members.find((each) => each.individualId === individualId);
  return (
    <Drawer title={name ?? individualId} close={close}>
      <PersonTerms row={row} />
      {member && dependencies !== undefined && (
        <section className="stacked">
          <h3>{text('people.person.leaves', { day: day(locale, asOf) })}</h3>
          {needed === undefined ? (
            <p>{text('people.person.fallsNothing')}</p>
          ) : (
            <Lapses lapses={needed.lapses} />
          )}
          <Link
            className="button start"
            to="/organizations/$organizationId/what-if"
            params={{ organizationId }}
            search={{ suppose: leaving(individualId, asOf) }}
          >
            {text('people.person.supposeLeaves')}
          </Link>
        </section>
      )}
      {member && supposed !== null && !row.held.has(pass ?? '') && (
        <Passed {...{ organizationId, asOf, individualId, supposed }} />
      )}
      {completing.length > 0 && (
        <section className="stacked">
          <h3>{text('people.person.tries')}</h3>
          <div className="person-tries">
            {completing.map((key) => (
              <Button
                key={key}
                className="button"
                aria-pressed={key === pass}
                onPress={() => suppose(key)}
              >
                {credentialIn(key)?.id}
              </Button>
            ))}
          </div>
        </section>
      )}
    </Drawer>
  );
}

function leaving(individualId: string, effectiveOn: string): string | undefined {
  return written([{ type: 'IndividualLeft', fields: { individualId, effectiveOn } }]);
}

interface PassedProps {
  readonly organizationId: string;
  readonly asOf: string;
  readonly individualId: string;
  readonly supposed: NonNullable<ReturnType<typeof credentialIn>>;
}

/** What one further exam would change: the service's own answer, with the pass supposed. */
function Passed({ organizationId, asOf, individualId, supposed }: PassedProps) {
  const text = usePeopleText();
  const locale = useLocale();
  const facts = [passFact(organizationId, individualId, supposed, asOf)];
  const time = { ...useAskedTime(), asOf };
  const { data, error, refetch } = useQuery(whatIfQuery(organizationId, time, facts));
  return (
    <section className="stacked" aria-live="polite">
      <h3>{text('people.person.passes', { exam: supposed.id, day: day(locale, asOf) })}</h3>
      {error !== null ? (
        <ErrorPanel error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading lines={2} />
      ) : (
        <Changes changes={changedStandings(data.before, data.after)} />
      )}
      <p className="muted small">{text('people.person.passesHint')}</p>
    </section>
  );
}

function passFact(
  organizationId: string,
  individualId: string,
  { type, id }: PassedProps['supposed'],
  on: string,
): Schemas['Fact'] {
  const event = { specversion: '1.0', id: 'supposed-pass', source: 'what-if' } as const;
  return type === 'exam'
    ? {
        ...event,
        type: 'ExamPassed',
        data: { organizationId, individualId, exam: id, passedOn: on },
      }
    : {
        ...event,
        type: 'CertificationEarned',
        data: { organizationId, individualId, certification: id, earnedOn: on },
      };
}

function Changes({ changes }: { changes: readonly ChangedStanding[] }) {
  const text = usePeopleText();
  const common = useCommonText();
  const locale = useLocale();
  const names = useNames();
  const said = changes.flatMap(({ option: id, isTierChanged, before, after, findings }) => {
    const option = names.option(id);
    const tier = text('people.person.tierChanges', {
      option,
      from: common(`tier.${before?.tier ?? 'none'}`),
      to: common(`tier.${after.tier ?? 'none'}`),
    });
    const changed = findings.flatMap(({ before: was, after: is, isChanged }) => {
      if (!isChanged || was === undefined) return [];
      const { have, need } = measured(locale, is);
      return text('people.person.requirementChanges', {
        option,
        tier: common(`tier.${is.tier}`),
        requirement: names.requirement(is.id),
        before: measured(locale, was).have,
        required: need,
        after: have,
      });
    });
    return [...(isTierChanged ? [tier] : []), ...changed];
  });
  if (said.length === 0) return <p>{text('people.person.changesNothing')}</p>;
  return (
    <ul className="sentences">
      {said.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
