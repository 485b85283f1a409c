import { useId } from 'react';

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly { readonly value: string; readonly shown: string }[];
  readonly onChoose: (value: string) => void;
}

/** One of several, by the browser's own list: it is small, fits a phone, and everybody's keyboard knows it. */
export function Choice({ label, value, choices, onChoose }: ChoiceProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        title={choices.find((choice) => choice.value === value)?.shown}
        value={value}
        onChange={(event) => onChoose(event.target.value)}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.shown}
          </option>
        ))}
      </select>
    </div>
  );
}
