import { Button } from 'react-aria-components/Button';
import { DropZone } from 'react-aria-components/DropZone';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { useImportsText } from './words.js';

/** Where files are dropped, pasted, or chosen with a button. */
export function DropArea({ take }: { take: (files: readonly File[]) => void }) {
  const text = useImportsText();
  return (
    <DropZone
      className="drop"
      aria-label={text('imports.drop')}
      onDrop={({ items }) =>
        void Promise.all(
          items.flatMap((item) => (item.kind === 'file' ? [item.getFile()] : [])),
        ).then((files) => {
          if (files.length > 0) take(files);
        })
      }
    >
      <p className="drop-title">{text('imports.drop')}</p>
      <FileTrigger
        allowsMultiple
        onSelect={(chosen) => {
          if (chosen !== null && chosen.length > 0) take([...chosen]);
        }}
      >
        <Button className="button primary">{text('imports.choose')}</Button>
      </FileTrigger>
      <p className="muted small drop-hint">{text('imports.dropHint')}</p>
    </DropZone>
  );
}
