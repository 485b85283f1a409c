import '../parts/sheet.css';
import './claim.css';
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute } from '@tanstack/react-router';
import { Button } from 'react-aria-components/Button';
import type { Schemas } from '../api/client.js';
import { organizationQuery, standingQuery } from '../api/organization.js';
import { useAskedTime } from '../frame/everywhere.js';
import { useLocale } from '../language/text.js';
import { day, instant, wholeNumber } from '../language/written.js';
import { ErrorPanel, Loading } from '../parts/states.js';
import { useSession } from '../session/session.js';
import { ClaimedOption } from './claimed-option.js';
import { Rules } from './rules.js';
import { Term } from './term.js';
import { useClaimText } from './words.js';

export const view = createLazyRoute('/signed-in/organizations/$organizationId/claim')({
  component: Claim,
});

type Answered = Schemas['StandingAnswer'];

function Claim() {
  const text = useClaimText();
  const { organizationId } = view.useParams();
  const asked = useAskedTime();
  const then = useQuery(standingQuery(organizationId, asked));
  const { knownAt: _, ...today } = asked;
  const now = useQuery(standingQuery(organizationId, today));
  const failed = then.error ?? now.error;
  if (failed !== null) return <ErrorPanel error={failed} retry={() => void then.refetch()} />;
  if (then.data === undefined || now.data === undefined) return <Loading lines={10} />;
  const nowOf = ({ competency, option }: Schemas['Standing']) =>
    now.data.standings.find((each) => each.competency === competency && each.option === option);
  return (
    <article className="claim">
      <header className="section-head">
        <h2>{text('claim.title')}</h2>
        <Button className="button no-print" onPress={() => window.print()}>
          {text('claim.print')}
        </Button>
      </header>
      <Head answered={then.data} head={now.data.knownAt.revision} />
      {then.data.standings.map((standing) => (
        <ClaimedOption
          key={`${standing.competency}/${standing.option}`}
          {...{ organizationId, standing }}
          now={nowOf(standing)}
        />
      ))}
      <Rules organizationId={organizationId} standings={then.data.standings} />
    </article>
  );
}

function Head({ answered, head }: { answered: Answered; head: number }) {
  const text = useClaimText();
  const locale = useLocale();
  const { today, name } = useSession();
  const { organizationId, asOf, knownAt } = answered;
  const { data: organization } = useQuery(organizationQuery(organizationId));
  const known = {
    revision: wholeNumber(locale, knownAt.revision),
    recordedAt: instant(locale, knownAt.recordedAt),
  };
  const headSaid =
    head === knownAt.revision
      ? text('claim.headSame')
      : text('claim.headValue', {
          revision: wholeNumber(locale, head),
          since: head - knownAt.revision,
        });
  const named = organization?.name ?? organizationId;
  return (
    <>
      <p>
        {text('claim.intro', { organization: named, day: day(locale, asOf, 'long'), ...known })}
      </p>
      <dl className="terms">
        <Term name={text('claim.organization')}>
          {named} ({organizationId})
        </Term>
        <Term name={text('claim.day')}>{day(locale, asOf, 'long')}</Term>
        <Term name={text('claim.known')}>{text('claim.knownValue', known)}</Term>
        <Term name={text('claim.head')}>{headSaid}</Term>
        <Term name={text('claim.drawnUp')}>
          {text('claim.drawnUpValue', { day: day(locale, today, 'long'), name })}
        </Term>
      </dl>
    </>
  );
}
