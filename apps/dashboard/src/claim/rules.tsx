import { useQuery } from '@tanstack/react-query';
import type { Schemas } from '../api/client.js';
import { useAskedTime } from '../frame/everywhere.js';
import { useLanguage, useLocale } from '../language/text.js';
import { day } from '../language/written.js';
import { explanationQuery } from './asked.js';
import { Term } from './term.js';
import { useClaimText } from './words.js';

interface RulesProps {
  readonly organizationId: string;
  readonly standings: readonly Schemas['Standing'][];
}

/** Each edition that the standings were found by: its id, from when, the hash of what it says, its policies and readings. */
export function Rules({ organizationId, standings }: RulesProps) {
  const text = useClaimText();
  const byEdition = new Map(standings.map((standing) => [standing.edition.contentHash, standing]));
  return (
    <section className="card stacked claimed">
      <h3>{text('claim.rules')}</h3>
      {[...byEdition.values()].map((standing) => (
        <Edition
          key={standing.edition.contentHash}
          organizationId={organizationId}
          standing={standing}
        />
      ))}
    </section>
  );
}

interface EditionProps {
  readonly organizationId: string;
  readonly standing: Schemas['Standing'];
}

function Edition({ organizationId, standing }: EditionProps) {
  const text = useClaimText();
  const locale = useLocale();
  const { edition, competency, option } = standing;
  const { data } = useQuery(
    explanationQuery(organizationId, `${competency}/${option}`, useAskedTime(), useLanguage()),
  );
  return (
    <>
      <dl className="terms">
        <Term name={text('claim.edition')}>{edition.id}</Term>
        <Term name={text('claim.effectiveFrom')}>
          {edition.effectiveFrom === null
            ? text('claim.fromStart')
            : day(locale, edition.effectiveFrom)}
        </Term>
        <Term name={text('claim.hash')}>
          <code>{edition.contentHash}</code>
        </Term>
      </dl>
      <ul className="sentences">
        {(data?.paragraphs.at(-1) ?? []).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
  );
}
