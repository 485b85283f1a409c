import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { RawFact } from '../evidence/raw-fact.js';
import { useEvidenceText } from '../evidence/words.js';
import { useLocale } from '../language/text.js';
import { instant } from '../language/written.js';
import { ErrorPanel, Loading } from '../parts/states.js';
import { factsSinceQuery, type Recorded } from './asked.js';
import { useFactSaid } from './fact-said.js';
import { useChangedText } from './words.js';

/** What was recorded behind a revision, a sentence each, with the fact itself at the press of a button. */
export function FactsSince(props: { readonly organizationId: string; readonly revision: number }) {
  const { organizationId, revision } = props;
  const text = useChangedText();
  const found = useInfiniteQuery(factsSinceQuery(organizationId, revision));
  if (found.error !== null) {
    return <ErrorPanel error={found.error} retry={() => void found.refetch()} />;
  }
  if (found.data === undefined) return <Loading lines={4} />;
  const facts = found.data.pages.flat();
  if (facts.length === 0) return <p className="muted">{text('changed.factsNone')}</p>;
  return (
    <>
      <ol className="facts-since">
        {facts.map((fact) => (
          <Since key={fact.revision} organizationId={organizationId} fact={fact} />
        ))}
      </ol>
      {found.hasNextPage && (
        <div>
          <Button
            className="button"
            isDisabled={found.isFetching}
            onPress={() => void found.fetchNextPage()}
          >
            {text('changed.more')}
          </Button>
        </div>
      )}
    </>
  );
}

function Since({ organizationId, fact }: { organizationId: string; fact: Recorded }) {
  const text = useChangedText();
  const evidence = useEvidenceText();
  const locale = useLocale();
  const said = useFactSaid();
  const [isOpen, setOpen] = useState(false);
  const { revision, recordedAt } = fact;
  return (
    <li>
      <p>{said(fact)}</p>
      <p className="muted small">
        {text('changed.recorded', { at: instant(locale, recordedAt) })} ·{' '}
        <Button
          className="opens-facts muted"
          aria-expanded={isOpen}
          aria-label={evidence('evidence.rawHint', { revision })}
          onPress={() => setOpen(!isOpen)}
        >
          {evidence('evidence.raw', { revision })}
        </Button>
      </p>
      {isOpen && <RawFact organizationId={organizationId} revision={revision} />}
    </li>
  );
}
