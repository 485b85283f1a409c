import '../parts/sheet.css';
import './evidence.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
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
import { type Evidence, evidenceQuery, type Piece, piecesOf } from './asked.js';
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
  const pieces = useMemo(() => data?.pages.flatMap(piecesOf) ?? [], [data]);
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
      <Pieces
        {...{ organizationId, pieces }}
        reasons={first.totals.map(({ reason }) => reason)}
        hasMore={found.hasNextPage}
        isFetching={found.isFetching}
        fetchMore={() => void found.fetchNextPage()}
      />
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
      <thead>
        <tr>
          <th scope="col">{text('evidence.why')}</th>
          <th scope="col" className="end">
            {text('evidence.total')}
          </th>
        </tr>
      </thead>
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
  readonly pieces: readonly Piece[];
  readonly reasons: readonly NonNullable<Piece['reason']>[];
  readonly hasMore: boolean;
  readonly isFetching: boolean;
  readonly fetchMore: () => void;
}

/** As many of a kind are looked for before somebody is asked whether to go on. */
const SOUGHT = 25;

/** Those of a kind; further pages are fetched until there are some, and then on request. */
function Pieces({ organizationId, pieces, reasons, hasMore, isFetching, fetchMore }: PiecesProps) {
  const text = useEvidenceText();
  const [kind, setKind] = useState('all');
  const ofKind = useMemo(() => pieces.filter((piece) => isOf(piece, kind)), [pieces, kind]);
  const isShort = ofKind.length < SOUGHT && hasMore;
  useEffect(() => {
    if (isShort && !isFetching) fetchMore();
  }, [isShort, isFetching, fetchMore]);
  const choices = [
    { value: 'all', shown: text('evidence.all') },
    { value: 'counted', shown: text('evidence.counted') },
    { value: 'not-counted', shown: text('evidence.notCounted') },
    ...reasons.map((reason) => ({ value: reason, shown: text(`evidence.reason.${reason}`) })),
  ];
  return (
    <section className="stacked">
      <div className="section-head">
        <h3>{text('evidence.pieces')}</h3>
        <Choice label={text('evidence.show')} value={kind} choices={choices} onChoose={setKind} />
      </div>
      {ofKind.length === 0 && !isShort ? (
        <EmptyState title={text('evidence.none')} />
      ) : (
        <PiecesTable
          key={kind}
          organizationId={organizationId}
          label={text('evidence.pieces')}
          pieces={ofKind}
          fetchMore={hasMore ? fetchMore : undefined}
        />
      )}
      {isShort && <p role="status">{text('evidence.looking')}</p>}
    </section>
  );
}

function isOf(piece: Piece, kind: string): boolean {
  if (kind === 'all') return true;
  if (kind === 'not-counted') return piece.reason !== undefined;
  return kind === (piece.reason ?? 'counted');
}
