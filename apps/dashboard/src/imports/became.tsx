import { useFactTypeName } from '../facts/type-name.js';
import { useLocale } from '../language/text.js';
import { money, wholeNumber } from '../language/written.js';
import { TableHead } from '../parts/table-head.js';
import type { Summary } from './asked.js';
import { Rejects, type RejectsProps } from './rejects.js';
import { useImportsText } from './words.js';

/** What became of a file's rows, or would: counts, control totals, rejects by what mends them, and changes. */
export function Became(props: RejectsProps) {
  const { summary } = props;
  return (
    <>
      <Counts summary={summary} />
      <Rejects {...props} />
      <Totals totals={summary.totals} />
      <Changes changes={summary.changes} />
    </>
  );
}

function Counts({ summary }: { summary: Summary }) {
  const text = useImportsText();
  const locale = useLocale();
  const { rows, retracted, nothingToMend } = summary;
  const counts = (['accepted', 'duplicates', 'changed', 'rejected'] as const).map(
    (name) => [name, text(`imports.${name}`), summary[name]] as const,
  );
  return (
    <section className="card stacked">
      <h2>{text('imports.counts')}</h2>
      <dl className="row-counts">
        <div>
          <dt>{text('imports.rows')}</dt>
          <dd>{wholeNumber(locale, rows)}</dd>
        </div>
        {counts.map(([name, label, count]) => (
          <div key={name}>
            <dt>{label}</dt>
            <dd className={name === 'rejected' && count > 0 ? 'bad' : ''}>
              {wholeNumber(locale, count)}
            </dd>
          </div>
        ))}
      </dl>
      {retracted > 0 && <p className="small">{text('imports.retracted', { count: retracted })}</p>}
      {nothingToMend > 0 && (
        <p className="small">{text('imports.nothingToMend', { count: nothingToMend })}</p>
      )}
    </section>
  );
}

function Totals({ totals }: { totals: Summary['totals'] }) {
  const text = useImportsText();
  const locale = useLocale();
  if (totals.length === 0) return null;
  const shown = (amount: string, currency: string) =>
    currency === '' ? amount : money(locale, amount, currency);
  return (
    <section className="card">
      <h2>{text('imports.totals')}</h2>
      <div className="table-space" tabIndex={0} role="region" aria-label={text('imports.totals')}>
        <table className="table">
          <TableHead
            headings={[
              text('imports.month'),
              text('imports.currency'),
              { end: text('imports.rows') },
              { end: text('imports.amount') },
              { end: text('imports.rejectedAmount') },
            ]}
          />
          <tbody>
            {totals.map(({ month, currency, rows, amount, rejectedAmount }) => (
              <tr key={`${month} ${currency}`}>
                <th scope="row">{month === '' ? text('imports.unreadable') : month}</th>
                <td>{currency === '' ? text('imports.unreadable') : currency}</td>
                <td className="end number">{wholeNumber(locale, rows)}</td>
                <td className="end number">{shown(amount, currency)}</td>
                <td className="end number">{shown(rejectedAmount, currency)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** The fields of a row that say something else now. */
function differing({ was, is }: Summary['changes'][number], of: 'was' | 'is'): string {
  const [before, after] = [was, is] as Readonly<Record<string, unknown>>[];
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...names]
    .filter((name) => JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]))
    .map((name) => `${name}: ${String((of === 'was' ? before : after)?.[name] ?? '–')}`)
    .join(', ');
}

function Changes({ changes }: { changes: Summary['changes'] }) {
  const text = useImportsText();
  const locale = useLocale();
  const factTypeName = useFactTypeName();
  if (changes.length === 0) return null;
  return (
    <section className="card">
      <h2>{text('imports.changes')}</h2>
      <div className="table-space" tabIndex={0} role="region" aria-label={text('imports.changes')}>
        <table className="table">
          <TableHead
            headings={[text('imports.row'), text('imports.change.was'), text('imports.change.is')]}
          />
          <tbody>
            {changes.map((change) => (
              <tr key={change.row}>
                <th scope="row">
                  {wholeNumber(locale, change.row)}
                  <br />
                  {text('imports.change.row', {
                    fact: factTypeName(change.fact),
                    organization: change.organizationId,
                  })}
                </th>
                <td>{differing(change, 'was')}</td>
                <td>{differing(change, 'is')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
