import { useQuery } from '@tanstack/react-query';
import { Button } from 'react-aria-components/Button';
import { useLocale } from '../language/text.js';
import { wholeNumber } from '../language/written.js';
import { type Column, DataTable } from '../parts/data-table.js';
import { InstantText } from '../parts/shown.js';
import { EmptyState, ErrorPanel, Loading } from '../parts/states.js';
import { type ImportRecord, importsQuery } from './asked.js';
import { Progress } from './progress.js';
import { useImportsText } from './words.js';

type Open = (id: string) => void;

/** Imports so far, the newest first; each opens. */
export function Past({ open }: { open: Open }) {
  const text = useImportsText();
  const columns = useColumns(open);
  const { data, error, refetch } = useQuery(importsQuery);
  if (error !== null) return <ErrorPanel error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading lines={4} />;
  if (data.length === 0) return <EmptyState title={text('imports.none')} />;
  return (
    <section className="stacked">
      <h2>{text('imports.past')}</h2>
      <DataTable
        label={text('imports.past')}
        columns={columns}
        rows={data}
        rowId={idOf}
        rowHeight={60}
        onOpen={(record) => open(idOf(record))}
      />
    </section>
  );
}

/** What is listed was no dry run, and has an id. */
function idOf({ id }: ImportRecord): string {
  return id ?? '';
}

function useColumns(open: Open): readonly Column<ImportRecord>[] {
  const text = useImportsText();
  const locale = useLocale();
  const count = (of: 'accepted' | 'rejected'): Column<ImportRecord> => ({
    id: of,
    heading: text(`imports.${of}`),
    align: 'end',
    cell: ({ summary }) => (summary === null ? '–' : wholeNumber(locale, summary[of])),
  });
  return [
    {
      id: 'file',
      heading: text('imports.file'),
      width: 'minmax(0, 3fr)',
      isTitle: true,
      cell: (record) => {
        const file = record.file.names.join(', ');
        return (
          <>
            <Button
              className="opens-facts"
              aria-label={text('imports.open', { file })}
              onPress={() => open(idOf(record))}
            >
              <strong>{file}</strong>
            </Button>
            <p className="muted small">{record.file.title}</p>
          </>
        );
      },
    },
    {
      id: 'when',
      heading: text('imports.when'),
      width: 'minmax(0, 2fr)',
      cell: ({ beganAt, recordedBy }) => (
        <div>
          <InstantText instant={beganAt} />
          <p className="muted small">{text('imports.by', { by: recordedBy })}</p>
        </div>
      ),
    },
    {
      id: 'status',
      heading: text('imports.status'),
      cell: ({ status, progress }) => (
        <div>
          {text(`imports.status.${status}`)}
          {progress !== undefined && (
            <p className="muted small">
              <Progress progress={progress} />
            </p>
          )}
        </div>
      ),
    },
    count('accepted'),
    count('rejected'),
  ];
}
