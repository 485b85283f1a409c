import '../parts/sheet.css';
import './evidence.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useAskedTime } from '../frame/everywhere.js';
import { useCommonText } from '../language/common.js';
import { useLanguage, useLocale } from '../language/text.js';
import { day, money, wholeNumber } from '../language/written.js';
import type { AskedFinding } from '../organization/search.js';
import { Choice } from '../parts/choice.js';
import { Drawer } from '../parts/drawer.js';
import { useNames } from '../parts/names.js';
import { RequirementBar } from '../parts/requirement-bar.js';
import { EmptyState, ErrorPanel, Loading } from '../parts/states.js';
import { TableHead } from '../parts/table-head.js';
import {
  type Evidence,
  evidenceQuery,
  type Kind,
  type AskedKind,
  kindsIn,
  piecesOf,
} from './asked.js';
import { PiecesTable } from './pieces-table.js';
import { useEvidenceText } from './words.js';

interface EvidenceDrawerProps {
  readonly organizationId: string;
  readonly finding: AskedFinding;
  readonly close: () => void;
}

/** What a number rests on: the finding, sentences, totals by reason, and every fact that counts or does not. */
export default function EvidenceDrawer({ organizationId, finding, close }: EvidenceDrawerProps) {
  const text = useEvidenceText();
  const names = useNames();
  const requirement = names.requirement(finding.requirement);
  return (
    <Drawer title={text('evidence.title', { requirement })} close={close}>
      <Behind organizationId={organizationId} finding={finding} />
    </Drawer>
  );
}

function Behind({ organizationId, finding }: Omit<EvidenceDrawerProps, 'close'>) {
  const text = useEvidenceText();
  const common = useCommonText();
  const locale = useLocale();
  const names = useNames();
  const found = useInfiniteQuery(
    evidenceQuery(organizationId, finding, useAskedTime(), useLanguage()),
  );
  const { data, error } = found;
  if (error !== null) return <ErrorPanel error={error} retry={() => void found.refetch()} />;
  const first = data?.pages[0];
  if (first === undefined) return <Loading lines={10} />;
  return (
    <>
      <p className="muted">
        {text('evidence.of', {
          option: names.option(finding.option),
          tier: common(`tier.${finding.tier}`),
          day: day(locale, first.asOf),
        })}
      </p>
      <RequirementBar finding={first.finding} />
      <Totals evidence={first} />
      <details>
        <summary>{text('evidence.sentences')}</summary>
        <ul className="sentences">
          {first.explanation.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </details>
      <Pieces {...{ organizationId, finding }} kinds={kindsIn(first)} />
    </>
  );
}

function Totals({ evidence: { finding, totals } }: { evidence: Evidence }) {
  const text = useEvidenceText();
  const locale = useLocale();
  const counted =
    finding.kind === 'rolling-revenue'
      ? money(locale, finding.actual, finding.currency)
      : typeof finding.actual === 'number'
        ? wholeNumber(locale, finding.actual)
        : (finding.actual ?? '–');
  return (
    <table className="table">
      <caption className="visually-hidden">{text('evidence.totals')}</caption>
      <TableHead headings={[text('evidence.why'), { end: text('evidence.total') }]} />
      <tbody>
        <tr>
          <td>
            <strong>{text('evidence.counted')}</strong>
          </td>
          <td className="end number">
            <strong>{counted}</strong>
          </td>
        </tr>
        {totals.map((total) => (
          <tr key={total.reason}>
            <td>{text('evidence.because', { reason: text(`evidence.reason.${total.reason}`) })}</td>
            <td className="end number">
              {'amount' in total
                ? money(locale, total.amount, 'USD')
                : wholeNumber(locale, total.count)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface PiecesProps {
  readonly organizationId: string;
  readonly finding: AskedFinding;
  readonly kinds: readonly AskedKind[];
}

/** Those of a kind, the newest first. */
function Pieces({ organizationId, finding, kinds }: PiecesProps) {
  const text = useEvidenceText();
  const [chosen, choose] = useState<Kind>('all');
  // Of what is chosen there may be nothing left when further facts are recorded.
  const { kind, reason, count } = kinds.find((each) => each.kind === chosen) ?? NONE;
  return (
    <section className="stacked">
      <div className="section-head">
        <h3>{text('evidence.pieces')}</h3>
        <Choice
          label={text('evidence.show')}
          value={kind}
          choices={kinds.map((each) => ({
            value: each.kind,
            shown: text('evidence.ofKind', { kind: text(wordOf(each.kind)), count: each.count }),
          }))}
          onChoose={(value) => choose(value as Kind)}
        />
      </div>
      {count === 0 ? (
        <EmptyState title={text('evidence.none')} />
      ) : (
        <OfKind key={kind} {...{ organizationId, finding, reason, count }} />
      )}
    </section>
  );
}

const NONE: AskedKind = { kind: 'all', count: 0 };

interface OfKindProps {
  readonly organizationId: string;
  readonly finding: AskedFinding;
  readonly reason: string | undefined;
  readonly count: number;
}

function OfKind({ organizationId, finding, reason, count }: OfKindProps) {
  const text = useEvidenceText();
  const found = useInfiniteQuery(
    evidenceQuery(organizationId, finding, useAskedTime(), useLanguage(), reason),
  );
  const { data, error } = found;
  const pieces = useMemo(
    () => data?.pages.flatMap((page) => piecesOf(page).toReversed()) ?? [],
    [data],
  );
  if (error !== null) return <ErrorPanel error={error} retry={() => void found.refetch()} />;
  if (data === undefined) return <Loading lines={6} />;
  return (
    <PiecesTable
      organizationId={organizationId}
      label={text('evidence.pieces')}
      pieces={pieces}
      total={found.hasNextPage ? count : pieces.length}
      fetchMore={() => {
        if (found.hasNextPage && !found.isFetching) void found.fetchNextPage();
      }}
    />
  );
}

function wordOf(kind: Kind) {
  if (kind === 'all') return 'evidence.all';
  if (kind === 'counted') return 'evidence.counted';
  return kind === 'not-counted' ? 'evidence.notCounted' : (`evidence.reason.${kind}` as const);
}
