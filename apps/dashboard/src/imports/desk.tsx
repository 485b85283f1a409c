import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Refusal } from '../api/client.js';
import { WarningIcon } from '../parts/icons.js';
import { ErrorPanel } from '../parts/states.js';
import { type ImportRecord, progressQuery } from './asked.js';
import { Became } from './became.js';
import { Found } from './found.js';
import { Progress } from './progress.js';
import { ReadAsForm } from './read-as-form.js';
import { AS_FOUND, type ReadAs, sendFiles } from './send.js';
import { useImportsText } from './words.js';

interface Asked {
  readonly readAs: ReadAs;
  readonly dryRun: boolean;
}

interface DeskProps {
  readonly files: readonly File[];
  /** Puts the files away. */
  readonly leave: () => void;
}

/** Files that somebody brought: they are looked at first, and recorded when somebody says so. */
export function Desk({ files, leave }: DeskProps) {
  const queries = useQueryClient();
  const [part, setPart] = useState(0);
  const sent = useMutation({
    mutationFn: ({ readAs, dryRun }: Asked) => {
      setPart(0);
      return sendFiles({ files, readAs, dryRun, onSent: setPart });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['imports'] }),
  });
  const { mutate } = sent;
  useLookedAtOnce(() => mutate({ readAs: AS_FOUND, dryRun: true }));
  const readAs = sent.variables?.readAs ?? AS_FOUND;
  if (sent.isPending) {
    return <UnderWay files={files} part={part} dryRun={sent.variables.dryRun} />;
  }
  return (
    <>
      {sent.error !== null && <Refused error={sent.error} />}
      {sent.data !== undefined && (
        <Looked record={sent.data} commit={() => mutate({ readAs, dryRun: false })} leave={leave} />
      )}
      {(sent.data === undefined || sent.data.id === null) && (
        <ReadAsForm
          readAs={readAs}
          read={(chosen) => mutate({ readAs: chosen, dryRun: true })}
          isBusy={sent.isPending}
          isOpen={sent.error !== null}
        />
      )}
      {sent.error !== null && <Leave leave={leave} />}
    </>
  );
}

/** React runs an effect twice where it looks for faults; a file is sent once. */
function useLookedAtOnce(look: () => void): void {
  const isLooked = useRef(false);
  useEffect(() => {
    if (isLooked.current) return;
    isLooked.current = true;
    look();
  });
}

function namesOf(files: readonly File[]): string {
  return files.map(({ name }) => name).join(', ');
}

function UnderWay(props: { files: readonly File[]; part: number; dryRun: boolean }) {
  const { files, part, dryRun } = props;
  const text = useImportsText();
  const isSent = part === 1;
  const { data } = useQuery({ ...progressQuery(files), enabled: isSent && !dryRun });
  const file = { file: namesOf(files) };
  const said = !isSent
    ? text('imports.sending', { ...file, percent: Math.floor(part * 100) })
    : text(dryRun ? 'imports.reading' : 'imports.recording', file);
  const { rows, of } = data ?? {};
  const measured = !isSent
    ? { value: part, max: 1 }
    : rows !== undefined && of !== undefined
      ? { value: rows, max: of }
      : {};
  return (
    <section className="card under-way" aria-busy="true">
      <p role="status">{said}</p>
      <progress aria-label={said} {...measured} />
      {data !== undefined && data !== null && (
        <p className="muted small number">
          <Progress progress={data} />
        </p>
      )}
    </section>
  );
}

function Refused({ error }: { error: Error }) {
  if (!(error instanceof Refusal) || error.code !== 'file-refused') {
    return <ErrorPanel error={error} />;
  }
  return (
    <div className="error-panel" role="alert">
      <WarningIcon />
      <p>{error.message}</p>
    </div>
  );
}

function Leave({ leave }: { leave: () => void }) {
  const text = useImportsText();
  return (
    <div className="form-foot">
      <Button className="button" onPress={leave}>
        {text('imports.leave')}
      </Button>
    </div>
  );
}

interface LookedProps {
  readonly record: ImportRecord;
  readonly commit: () => void;
  readonly leave: () => void;
}

/** What a dry run says, with the button that records it; or what was recorded. */
function Looked({ record, commit, leave }: LookedProps) {
  const { id, rejectsId = null, file, summary } = record;
  const text = useImportsText();
  const isDryRun = id === null;
  const count = (summary?.accepted ?? 0) + (summary?.changed ?? 0);
  return (
    <>
      <section className="card stacked" aria-label={file.names.join(', ')}>
        <div className="section-head">
          <div>
            <h2 className="import-file">{file.names.join(', ')}</h2>
            <p role="status" className={isDryRun ? 'muted' : ''}>
              {text(isDryRun ? 'imports.status.dry-run' : 'imports.done')}
            </p>
            {isDryRun && count === 0 && <p>{text('imports.nothingToRecord')}</p>}
          </div>
          <div className="form-foot">
            {isDryRun && count > 0 && (
              <Button className="button primary" onPress={commit}>
                {text('imports.commit', { count })}
              </Button>
            )}
            <Button className="button" onPress={leave}>
              {text(isDryRun ? 'imports.leave' : 'imports.another')}
            </Button>
          </div>
        </div>
      </section>
      {summary !== null && <Became {...{ summary, isDryRun }} rejectsOf={id ?? rejectsId} />}
      <Found file={file} />
    </>
  );
}
