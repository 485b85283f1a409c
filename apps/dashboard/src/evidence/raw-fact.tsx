import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { oneFactQuery } from '../facts/asked.js';
import { useLocale } from '../language/text.js';
import { instant } from '../language/written.js';
import { ErrorPanel, Loading } from '../parts/states.js';
import { useEvidenceText } from './words.js';

/** A fact as it was recorded, who recorded it and when. */
export function RawFact({
  organizationId,
  revision,
}: {
  organizationId: string;
  revision: number;
}) {
  const text = useEvidenceText();
  const locale = useLocale();
  const { data, error, refetch } = useQuery(oneFactQuery(organizationId, revision));
  if (error !== null) return <ErrorPanel error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading lines={3} />;
  if (data === null) return null;
  const recorded = { at: instant(locale, data.recordedAt), by: data.recordedBy };
  return (
    <div className="raw-fact">
      <p className="muted small">
        {text('evidence.recorded', recorded)} ·{' '}
        <Link
          to="/organizations/$organizationId/facts"
          params={{ organizationId }}
          search={{ revision: String(revision), upTo: String(revision) }}
        >
          {text('evidence.open')}
        </Link>
      </p>
      <pre tabIndex={0}>
        <code>{JSON.stringify(data.event, null, 2)}</code>
      </pre>
    </div>
  );
}
