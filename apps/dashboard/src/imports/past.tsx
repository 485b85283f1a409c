import { useQuery } from '@tanstack/react-query';
import { Button } from 'react-aria-components/Button';
import { useLocale } from '../language/text.js';
import { wholeNumber } from '../language/written.js';
import { InstantText } from '../parts/shown.js';
import { EmptyState, ErrorPanel, Loading } from '../parts/states.js';
import { importsQuery } from './asked.js';
import { useImportsText } from './words.js';

/** Imports so far, the newest first; each opens. */
export function Past({ open }: { open: (id: string) => void }) {
  const text = useImportsText();
  const locale = useLocale();
  const { data, error, refetch } = useQuery(importsQuery);
  if (error !== null) return <ErrorPanel error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading lines={4} />;
  if (data.length === 0) return <EmptyState title={text('imports.none')} />;
  return (
    <section className="card">
      <h2>{text('imports.past')}</h2>
      <div className="table-space" tabIndex={0} role="region" aria-label={text('imports.past')}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{text('imports.file')}</th>
              <th scope="col">{text('imports.when')}</th>
              <th scope="col">{text('imports.status')}</th>
              <th scope="col" className="end">
                {text('imports.accepted')}
              </th>
              <th scope="col" className="end">
                {text('imports.rejected')}
              </th>
            </tr>
          </thead>
          <tbody>
            {data.map(({ id, file, beganAt, recordedBy, status, summary }) => (
              <tr key={id}>
                <th scope="row" className="import-file">
                  <Button
                    className="opens-facts"
                    aria-label={text('imports.open', { file: file.names.join(', ') })}
                    onPress={() => open(id ?? '')}
                  >
                    {file.names.join(', ')}
                  </Button>
                  <br />
                  {file.title}
                </th>
                <td>
                  <InstantText instant={beganAt} />
                  <br />
                  <span className="muted small">{text('imports.by', { by: recordedBy })}</span>
                </td>
                <td>{text(`imports.status.${status}`)}</td>
                <td className="end number">
                  {summary === null ? '–' : wholeNumber(locale, summary.accepted)}
                </td>
                <td className="end number">
                  {summary === null ? '–' : wholeNumber(locale, summary.rejected)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
