import { useMutation } from '@tanstack/react-query';
import { Button } from 'react-aria-components/Button';
import { useLocale } from '../language/text.js';
import { wholeNumber } from '../language/written.js';
import { save } from '../parts/save.js';
import { ErrorPanel } from '../parts/states.js';
import { TableHead } from '../parts/table-head.js';
import type { Summary } from './asked.js';
import { useImportsText } from './words.js';

type Mend = Summary['mends'][number];
type Reject = Summary['rejects'][number];

/** Whether `mend` is what mends the row; of rows with nothing to mend, whether they have its reason. */
function isMendedBy(mend: Mend, { mendBy, reason }: Reject): boolean {
  return mend.mendBy === null ? mendBy === null && reason === mend.reason : mendBy === mend.mendBy;
}

interface RejectsProps {
  readonly summary: Summary;
  /** Where the file of rejects is: of an import its id, of a dry run what has it made; `null` = it is kept no more. */
  readonly rejectsOf: RejectsOf;
}

export type RejectsOf = string | (() => Promise<Blob>) | null;

/** Rejected rows by what mends them; each group opens its rows. */
export function Rejects({ summary: { mends, rejects, rejected }, rejectsOf }: RejectsProps) {
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
      {typeof rejectsOf === 'string' && (
        <p className="small">
          <a href={`/v1/imports/${rejectsOf}/rejects`} download>
            {text('imports.download')}
          </a>{' '}
          <span className="muted">{text('imports.downloadHint')}</span>
        </p>
      )}
      {typeof rejectsOf === 'function' && <OfDryRun make={rejectsOf} />}
    </section>
  );
}

/** A dry run keeps nothing: its rejects are made anew when somebody wants them. */
function OfDryRun({ make }: { make: () => Promise<Blob> }) {
  const text = useImportsText();
  const made = useMutation({
    mutationFn: async () => {
      const rejects = await make();
      save(rejects, rejects.type.includes('json') ? 'rejects.json' : 'rejects.csv');
    },
  });
  return (
    <>
      <p className="small">
        <Button className="button" isDisabled={made.isPending} onPress={() => made.mutate()}>
          {text('imports.download')}
        </Button>{' '}
        <span className="muted">{text('imports.downloadHint')}</span>
      </p>
      {made.error !== null && <ErrorPanel error={made.error} />}
    </>
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
