import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { useLocale } from '../language/text.js';
import { instant } from '../language/written.js';
import { Confirm } from '../parts/confirm.js';
import { Drawer } from '../parts/drawer.js';
import { ErrorPanel, Loading } from '../parts/states.js';
import { type ImportRecord, importQuery, undoImport } from './asked.js';
import { Became } from './became.js';
import { Found } from './found.js';
import { useImportsText } from './words.js';

/** An import that was made: what became of its rows, its rejects, and the button that undoes it. */
export function ImportDrawer({ id, close }: { id: string; close: () => void }) {
  const text = useImportsText();
  const { data, error, refetch } = useQuery(importQuery(id));
  return (
    <Drawer title={data?.file.names.join(', ') ?? text('imports.title')} close={close}>
      {error !== null ? (
        <ErrorPanel error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading lines={8} />
      ) : (
        <>
          <State record={data} />
          <Undo id={id} record={data} />
          {data.summary !== null && (
            <Became summary={data.summary} isDryRun={false} rejectsOf={rejectsOf(data)} />
          )}
          <Found file={data.file} />
        </>
      )}
    </Drawer>
  );
}

/** Rejects are kept until their import is undone. */
function rejectsOf({ id, status }: ImportRecord): string | null {
  return status === 'recorded' ? id : null;
}

function State({
  record: { status, beganAt, recordedBy, undoneAt, undoneBy },
}: {
  record: ImportRecord;
}) {
  const text = useImportsText();
  const locale = useLocale();
  return (
    <div>
      <p>
        <strong>{text(`imports.status.${status}`)}</strong>
      </p>
      <p className="muted small">
        {instant(locale, beganAt)} {text('imports.by', { by: recordedBy })}
      </p>
      {status === 'recording' && <p>{text('imports.mendRecording')}</p>}
      {undoneAt !== undefined && (
        <p>{text('imports.undoneAt', { at: instant(locale, undoneAt), by: undoneBy ?? '' })}</p>
      )}
    </div>
  );
}

function Undo({ id, record: { status, file } }: { id: string; record: ImportRecord }) {
  const text = useImportsText();
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const undone = useMutation({
    mutationFn: () => undoImport(id),
    onSuccess: () => {
      setAsking(false);
      return queries.invalidateQueries({ queryKey: ['imports'] });
    },
  });
  return (
    <>
      {(status === 'recorded' || status === 'recording') && (
        <div className="form-foot">
          <Button className="button" onPress={() => setAsking(true)}>
            {text('imports.undo')}
          </Button>
        </div>
      )}
      <div role="status">
        {undone.data !== undefined && text('imports.undone', { ...undone.data.undo })}
      </div>
      {isAsking && (
        <Confirm
          title={text('imports.undoTitle')}
          action={text('imports.undo')}
          confirm={() => undone.mutate()}
          close={() => setAsking(false)}
          isBusy={undone.isPending}
          error={undone.error}
        >
          <p>{text('imports.undoText', { file: file.names.join(', ') })}</p>
        </Confirm>
      )}
    </>
  );
}
