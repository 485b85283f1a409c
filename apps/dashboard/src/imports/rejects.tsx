import { useLocale } from '../language/text.js';
import { wholeNumber } from '../language/written.js';
import { TableHead } from '../parts/table-head.js';
import type { Summary } from './asked.js';
import { useImportsText } from './words.js';

type Mend = Summary['mends'][number];
type Reject = Summary['rejects'][number];

/** Whether `mend` is what mends the row; of rows with nothing to mend, whether they have its reason. */
function isMendedBy(mend: Mend, { mendBy, reason }: Reject): boolean {
  return mend.mendBy === null ? mendBy === null && reason === mend.reason : mendBy === mend.mendBy;
}

export interface RejectsProps {
  readonly summary: Summary;
  /** The id under which the file of rejects is kept; `null` = there is none, or none any more. */
  readonly rejectsOf: string | null;
  readonly isDryRun: boolean;
}

/** Rejected rows by what mends them; each group opens its rows. */
export function Rejects(props: RejectsProps) {
  const { summary, rejectsOf, isDryRun } = props;
  const { mends, rejects, rejected } = summary;
  const text = useImportsText();
  if (rejected === 0) return null;
  return (
    <section className="card stacked">
      <h2>{text('imports.rejects')}</h2>
      <div className="mends">
        {mends.map((mend) => (
          <details key={`${mend.mendBy ?? ''} ${mend.reason}`}>
            <summary>
              {text('imports.mend', { rows: mend.rows, mendBy: mend.mendBy ?? mend.reason })}
            </summary>
            <Rows rejects={rejects.filter((reject) => isMendedBy(mend, reject))} />
          </details>
        ))}
      </div>
      {rejects.length < rejected && (
        <p className="muted small">{text('imports.rejectsShown', { count: rejects.length })}</p>
      )}
      {rejectsOf !== null && (
        <p className="small">
          <a href={`/v1/imports/${rejectsOf}/rejects`} download>
            {text('imports.download')}
          </a>{' '}
          <span className="muted">
            {text(isDryRun ? 'imports.downloadHintOfDryRun' : 'imports.downloadHint')}
          </span>
        </p>
      )}
    </section>
  );
}

function Rows({ rejects }: { rejects: readonly Reject[] }) {
  const text = useImportsText();
  const locale = useLocale();
  return (
    <div className="table-space">
      <table className="table">
        <TableHead
          headings={[
            text('imports.row'),
            text('imports.column'),
            text('imports.value'),
            text('imports.reason'),
          ]}
        />
        <tbody>
          {rejects.map(({ row, column, value, reason }) => (
            <tr key={row}>
              <th scope="row" className="number">
                {wholeNumber(locale, row)}
              </th>
              <td>{column ?? '–'}</td>
              <td>
                <code>{value}</code>
              </td>
              <td>{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
