import { memo, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { useLocale } from '../language/text.js';
import type { Locale } from '../language/locale.js';
import { day, money, wholeNumber } from '../language/written.js';
import { CheckIcon, CrossIcon } from '../parts/icons.js';
import { TableHead } from '../parts/table-head.js';
import type { Piece } from './asked.js';
import { RawFact } from './raw-fact.js';
import { useEvidenceText } from './words.js';

interface PiecesTableProps {
  readonly organizationId: string;
  readonly label: string;
  readonly pieces: readonly Piece[];
  /** Whether it says for each if it counts. */
  readonly judged?: boolean;
  /** How many there are where more can be fetched; absent = those that are here. */
  readonly total?: number;
  /** Has what follows fetched. */
  readonly fetchMore?: () => void;
}

const ROWS = 25;

/** Facts, each with what it says, its amount, whether it counts, and the fact itself at the press of a button; twenty-five at a time. */
export function PiecesTable(props: PiecesTableProps) {
  const { organizationId, label, pieces, judged = true, fetchMore } = props;
  const total = Math.max(props.total ?? 0, pieces.length);
  const text = useEvidenceText();
  const [rows, setRows] = useState(ROWS);
  const ofPeople = pieces.some((piece) => 'individualId' in piece);
  return (
    <>
      <table className="table pieces">
        <caption className="visually-hidden">{label}</caption>
        <TableHead
          headings={[
            text(ofPeople ? 'evidence.person' : 'evidence.fact'),
            { end: text(ofPeople ? 'evidence.placeFilled' : 'evidence.amount') },
            ...(judged ? [text('evidence.counts')] : []),
          ]}
        />
        <tbody>
          {pieces.slice(0, rows).map((piece) => (
            <PieceRows
              key={keyOf(piece)}
              organizationId={organizationId}
              piece={piece}
              judged={judged}
            />
          ))}
        </tbody>
      </table>
      {total > rows && (
        <div>
          <Button
            className="button"
            onPress={() => {
              setRows(rows + ROWS);
              if (rows + ROWS > pieces.length && pieces.length < total) fetchMore?.();
            }}
          >
            {text('evidence.more', { left: total - rows })}
          </Button>
        </div>
      )}
    </>
  );
}

interface PieceRowsProps {
  readonly organizationId: string;
  readonly piece: Piece;
  readonly judged: boolean;
}

/** A row for the piece, and one for the fact as it was recorded while that is open. */
const PieceRows = memo(function PieceRows({ organizationId, piece, judged }: PieceRowsProps) {
  const text = useEvidenceText();
  const [isOpen, setOpen] = useState(false);
  const { reason, revision } = piece;
  return (
    <>
      <tr className={reason === undefined ? 'counts' : 'counts-not'}>
        <td>
          <PieceSaid piece={piece} />
          <button
            type="button"
            className="opens-facts muted small"
            aria-expanded={isOpen}
            aria-label={text('evidence.rawHint', { revision })}
            onClick={() => setOpen(!isOpen)}
          >
            {text('evidence.raw', { revision })}
          </button>
        </td>
        <td className="end number">
          <PieceAmount piece={piece} />
        </td>
        {judged && (
          <td>
            <Judgement reason={reason} />
          </td>
        )}
      </tr>
      {isOpen && (
        <tr>
          <td colSpan={judged ? 3 : 2}>
            <RawFact organizationId={organizationId} revision={revision} />
          </td>
        </tr>
      )}
    </>
  );
});

/** What a fact is told apart by among those of one requirement; somebody may stand in several of its groups. */
export function keyOf(piece: Piece): string {
  return 'individualId' in piece ? `${piece.individualId} ${piece.group}` : String(piece.revision);
}

function Judgement({ reason }: { reason: Piece['reason'] | undefined }) {
  const text = useEvidenceText();
  return (
    <span className={`judgement ${reason === undefined ? 'good' : 'not'}`}>
      {reason === undefined ? <CheckIcon /> : <CrossIcon />}
      {text(reason === undefined ? 'evidence.counted' : `evidence.reason.${reason}`)}
    </span>
  );
}

/** What a fact is worth to its requirement: money, a value, or the place that somebody fills. */
export function PieceAmount({ piece }: { piece: Piece }) {
  const locale = useLocale();
  const text = useEvidenceText();
  if ('amount' in piece) return money(locale, piece.amount, 'USD');
  if ('measure' in piece) return wholeNumber(locale, piece.value);
  if ('attribute' in piece) return piece.value;
  return piece.reason === undefined ? text('evidence.place', { place: piece.group + 1 }) : '–';
}

/** What a fact is of, and what it says. */
export function PieceSaid({ piece }: { piece: Piece }) {
  const locale = useLocale();
  const text = useEvidenceText();
  const [title, details] = saidOf(piece, text, locale);
  return (
    <>
      <span className="piece-title">{title}</span>
      <span className="muted small piece-details">{details}</span>
    </>
  );
}

function saidOf(
  piece: Piece,
  text: ReturnType<typeof useEvidenceText>,
  locale: Locale,
): [title: string, details: string] {
  if ('bookingId' in piece) {
    const type = text(`evidence.revenueType.${piece.revenueType}`);
    const parts = [day(locale, piece.bookedOn), piece.customerId, piece.product, type];
    return [piece.bookingId, parts.join(' · ')];
  }
  if ('individualId' in piece) {
    const passes = piece.passes.map(({ id, from, to, reason }) => {
      const days = { id, from: day(locale, from), ...(to === null ? {} : { to: day(locale, to) }) };
      const said = text(to === null ? 'evidence.pass' : 'evidence.passUntil', days);
      return reason === undefined ? said : `${said}: ${text(`evidence.reason.${reason}`)}`;
    });
    const { lacks = [] } = piece;
    const what = new Intl.ListFormat(locale).format(lacks);
    const lacking = lacks.length === 0 ? [] : [text('evidence.lacks', { what })];
    return [piece.individualId, [...passes, ...lacking].join(' · ')];
  }
  if ('measure' in piece) {
    const { measure, customerId, product, effectiveOn } = piece;
    return [measure, [day(locale, effectiveOn), customerId, product].filter(Boolean).join(' · ')];
  }
  if ('attribute' in piece) return [piece.attribute, day(locale, piece.effectiveOn)];
  return [piece.customerId, ''];
}
