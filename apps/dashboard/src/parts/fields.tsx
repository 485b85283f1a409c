import './fields.css';
import { useEffect, useId, useState } from 'react';

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  readonly type?: 'text' | 'url' | 'search' | 'number';
  readonly isRequired?: boolean;
}

/** A line to type into, with its name above and what is to be known of it below. */
export function TextField({ label, value, onChange, hint, type, isRequired }: TextFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type={type ?? 'text'}
        value={value}
        required={isRequired === true}
        autoComplete="off"
        spellCheck={false}
        {...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` })}
        onChange={(event) => onChange(event.target.value)}
      />
      {hint !== undefined && (
        <p id={`${id}-hint`} className="muted small">
          {hint}
        </p>
      )}
    </div>
  );
}

const TYPED_PAUSE_MS = 200;

/**
 * A line that asks when somebody stops typing, not at each letter. `value` is what is asked for now: where something else
 * than what was typed changes it, as the back button does, it is shown.
 */
export function TypedField({ value, onChange, ...props }: TextFieldProps) {
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  const [asked, setAsked] = useState(value);
  if (value !== known) {
    setKnown(value);
    if (value !== asked) {
      setTyped(value);
      setAsked(value);
    }
  }
  useEffect(() => {
    if (typed.trim() === asked) return;
    const pause = setTimeout(() => {
      setAsked(typed.trim());
      onChange(typed.trim());
    }, TYPED_PAUSE_MS);
    return () => clearTimeout(pause);
  });
  return <TextField {...props} value={typed} onChange={setTyped} />;
}

interface ChecksProps {
  readonly legend: string;
  readonly hint?: string;
  readonly choices: readonly { readonly value: string; readonly shown: string }[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Any of several. */
export function Checks({ legend, hint, choices, chosen, onChange }: ChecksProps) {
  const id = useId();
  return (
    <fieldset
      className="checks"
      {...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` })}
    >
      <legend>{legend}</legend>
      {choices.map(({ value, shown }) => (
        <label key={value} className="check">
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={({ target }) =>
              onChange(
                target.checked ? [...chosen, value] : chosen.filter((each) => each !== value),
              )
            }
          />
          {shown}
        </label>
      ))}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="muted small">
          {hint}
        </p>
      )}
    </fieldset>
  );
}

/** Ids that were typed with commas or spaces between them, each once. */
export function idsIn(typed: string): string[] {
  return [...new Set(typed.split(/[\s,;]+/).filter((id) => id !== ''))];
}
