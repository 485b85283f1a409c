import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Choice } from '../parts/choice.js';
import { DayField } from '../parts/day-field.js';
import {
  begun,
  type FieldAsked,
  fieldsOf,
  mistakesIn,
  SUPPOSED_TYPES,
  type Supposition,
} from './suppositions.js';
import { useWhatIfText, wordOf } from './words.js';

/** By the name of a field: what may well be meant, as somebody types. */
export type Suggestions = Readonly<Record<string, readonly string[]>>;

interface SuppositionFormProps {
  readonly title: string;
  readonly done: string;
  readonly first: Supposition;
  /** The day that something else would begin with. */
  readonly on: string;
  /** What the service objected to, by field. */
  readonly objections: Readonly<Record<string, string>>;
  readonly suggestions: Suggestions;
  /** Where the fact that is to be taken back can be found, rather than typed. */
  readonly find: ReactNode;
  readonly suppose: (supposition: Supposition) => void;
  /** Absent = there is nothing to go back to. */
  readonly cancel?: () => void;
}

/** What happens, and its fields; what is missing or no amount is said at the field, as is what the service objects to. */
export function SuppositionForm(props: SuppositionFormProps) {
  const { title, done, first, on, objections, suggestions, find, suppose, cancel } = props;
  const text = useWhatIfText();
  const [draft, setDraft] = useState(first);
  const [isTried, setTried] = useState(false);
  const mistakes = isTried ? mistakesIn(draft) : {};
  const id = useId();
  const form = useFocusedForm(cancel !== undefined);
  const problemOf = (name: string): string | undefined => {
    const mistake = mistakes[name];
    if (mistake !== undefined) return text(`what-if.${mistake}`);
    return draft.fields[name] === first.fields[name] ? objections[name] : undefined;
  };
  const tried = () => {
    setTried(true);
    const [wrong] = Object.keys(mistakesIn(draft));
    if (wrong === undefined) suppose(draft);
    else document.getElementById(`${id}-${wrong}`)?.focus();
  };
  return (
    <form
      ref={form}
      className="card what-if-form"
      aria-label={title}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        tried();
      }}
    >
      <h3>{title}</h3>
      <Choice
        label={text('what-if.type')}
        value={draft.type}
        choices={SUPPOSED_TYPES.map((value) => ({ value, shown: text(`what-if.${value}`) }))}
        onChoose={(value) => {
          const type = SUPPOSED_TYPES.find((each) => each === value) ?? draft.type;
          setTried(false);
          setDraft(begun(type, on));
        }}
      />
      {fieldsOf(draft.type).map((asked) => (
        <Field
          key={`${draft.type} ${asked.name}`}
          id={`${id}-${asked.name}`}
          asked={asked}
          value={draft.fields[asked.name] ?? ''}
          problem={problemOf(asked.name)}
          suggestions={suggestions[asked.name] ?? []}
          onChange={(value) =>
            setDraft({ ...draft, fields: { ...draft.fields, [asked.name]: value } })
          }
        />
      ))}
      {draft.type === 'FactRetracted' && find}
      <div className="what-if-foot">
        <Button type="submit" className="button primary">
          {done}
        </Button>
        {cancel !== undefined && (
          <Button className="button" onPress={cancel}>
            {text('what-if.cancel')}
          </Button>
        )}
      </div>
    </form>
  );
}

/** A form that was asked for takes the focus. */
function useFocusedForm(isAskedFor: boolean) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (isAskedFor) form.current?.querySelector('select')?.focus();
  }, [isAskedFor]);
  return form;
}

interface FieldProps {
  readonly id: string;
  readonly asked: FieldAsked;
  readonly value: string;
  readonly problem: string | undefined;
  readonly suggestions: readonly string[];
  readonly onChange: (value: string) => void;
}

function Field({ id, asked, value, problem, suggestions, onChange }: FieldProps) {
  const text = useWhatIfText();
  const { name, kind, choices = [] } = asked;
  const label = text(wordOf(name));
  const said = problem !== undefined && (
    <p id={`${id}-problem`} className="problem">
      {problem}
    </p>
  );
  if (kind === 'day') {
    return (
      <div className="field">
        <DayField label={label} value={value} onChange={onChange} />
        {said}
      </div>
    );
  }
  if (kind === 'choice') {
    const shown = choices.map((each) => ({ value: each, shown: text(wordOf(`${name}.${each}`)) }));
    return <Choice label={label} value={value} choices={shown} onChoose={onChange} />;
  }
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        value={value}
        autoComplete="off"
        spellCheck={false}
        inputMode={kind === 'amount' ? 'decimal' : 'text'}
        aria-required="true"
        aria-invalid={problem !== undefined}
        {...(problem === undefined ? {} : { 'aria-describedby': `${id}-problem` })}
        {...(suggestions.length === 0 ? {} : { list: `${id}-list` })}
        onChange={(event) => onChange(event.target.value)}
      />
      {suggestions.length > 0 && (
        <datalist id={`${id}-list`}>
          {suggestions.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
      {said}
    </div>
  );
}
