import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { save } from '../parts/save.js';
import { ErrorPanel } from '../parts/states.js';
import { type AskedFacts, everyFact } from './asked.js';
import { useFactsText } from './words.js';
import { CSV_HEADER, csvLine, ndjsonLine } from './written-facts.js';

type Form = 'ndjson' | 'csv';

interface DownloadProps {
  readonly organizationId: string;
  readonly asked: AskedFacts;
}

/** Gives the facts that pass the filters as a file: all of them, not only those that were scrolled to. */
export function Download({ organizationId, asked }: DownloadProps) {
  const text = useFactsText();
  const [count, setCount] = useState(0);
  const saved = useMutation({
    mutationFn: async (form: Form) => {
      setCount(0);
      const lines = form === 'csv' ? [CSV_HEADER.join(',')] : [];
      let found = 0;
      for await (const facts of everyFact(organizationId, asked)) {
        lines.push(...facts.map(form === 'csv' ? csvLine : ndjsonLine));
        found += facts.length;
        setCount(found);
      }
      const type = form === 'csv' ? 'text/csv;charset=utf-8' : 'application/x-ndjson';
      // A byte order mark is how a spreadsheet knows that CSV is UTF-8.
      const mark = form === 'csv' ? ['\uFEFF'] : [];
      const end = form === 'csv' ? '\r\n' : '\n';
      const parts = [...mark, ...lines.flatMap((line) => [line, end])];
      save(new Blob(parts, { type }), `facts-${organizationId}.${form}`);
    },
  });
  return (
    <section className="stacked no-print" aria-label={text('facts.export')}>
      <div className="facts-download">
        <span>{text('facts.export')}</span>
        <Button
          className="button"
          isDisabled={saved.isPending}
          onPress={() => saved.mutate('ndjson')}
        >
          {text('facts.exportNdjson')}
        </Button>
        <Button className="button" isDisabled={saved.isPending} onPress={() => saved.mutate('csv')}>
          {text('facts.exportCsv')}
        </Button>
        <span role="status" className="muted small">
          {saved.isPending && text('facts.exporting', { count })}
          {saved.isSuccess && text('facts.exported', { count })}
        </span>
      </div>
      {saved.error !== null && <ErrorPanel error={saved.error} />}
    </section>
  );
}
