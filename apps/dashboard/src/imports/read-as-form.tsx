import { useId, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Choice } from '../parts/choice.js';
import type { ReadAs } from './send.js';
import { useImportsText } from './words.js';

/** What the service recognises by itself (docs/imports.md). */
const SOURCES = [
  'partner-center-nce',
  'partner-center-legacy',
  'partner-center-invoice',
  'training-details',
  'partner-of-record',
  'joiners-leavers',
  'exams',
  'ecb',
];
const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'];

interface ReadAsFormProps {
  readonly readAs: ReadAs;
  readonly read: (readAs: ReadAs) => void;
  readonly isBusy: boolean;
  readonly isOpen: boolean;
}

/** Says how a file is to be read, in the place of what was found out. */
export function ReadAsForm({ readAs, read, isBusy, isOpen }: ReadAsFormProps) {
  const text = useImportsText();
  const id = useId();
  const [chosen, setChosen] = useState(readAs);
  const choose = (changed: Partial<ReadAs>) => setChosen((before) => ({ ...before, ...changed }));
  return (
    <details className="card read-as" open={isOpen}>
      <summary>{text('imports.change')}</summary>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          read(chosen);
        }}
      >
        <Choices chosen={chosen} choose={choose} />
        <div className="field">
          <label htmlFor={id}>{text('imports.mapping')}</label>
          <textarea
            id={id}
            value={chosen.mapping}
            spellCheck={false}
            aria-describedby={`${id}-hint`}
            onChange={(event) => choose({ mapping: event.target.value })}
          />
          <p id={`${id}-hint`} className="muted small">
            {text('imports.mappingHint')}
          </p>
        </div>
        <div className="form-foot">
          <Button type="submit" className="button" isDisabled={isBusy}>
            {text('imports.readAgain')}
          </Button>
        </div>
      </form>
    </details>
  );
}

interface ChoicesProps {
  readonly chosen: ReadAs;
  readonly choose: (changed: Partial<ReadAs>) => void;
}

function Choices({ chosen, choose }: ChoicesProps) {
  const text = useImportsText();
  const named = {
    source: SOURCES.map((value) => ({ value, shown: value })),
    encoding: ENCODINGS.map((value) => ({ value, shown: value.toUpperCase() })),
    delimiter: (['comma', 'semicolon', 'tab', 'pipe'] as const).map((value) => ({
      value,
      shown: text(`imports.delimiter.${value}`),
    })),
    dates: (['month-first', 'day-first'] as const).map((value) => ({
      value,
      shown: text(`imports.dates.${value}`),
    })),
    decimals: (['point', 'comma'] as const).map((value) => ({
      value,
      shown: text(`imports.decimals.${value}`),
    })),
  };
  return (
    <div className="form-row">
      {(['source', 'encoding', 'delimiter', 'dates', 'decimals'] as const).map((name) => (
        <Choice
          key={name}
          label={text(`imports.${name}`)}
          value={chosen[name]}
          choices={[{ value: '', shown: text('imports.asFound') }, ...named[name]]}
          onChoose={(value) => choose({ [name]: value })}
        />
      ))}
    </div>
  );
}
