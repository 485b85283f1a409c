import { useEffect, useState } from 'react';
import { Choice } from '../parts/choice.js';
import { useNames } from '../parts/names.js';
import type { AskedRequirement } from './asked-for.js';
import { type PeopleSearch, SHOWN } from './search.js';
import { usePeopleText } from './words.js';

const TYPED_PAUSE_MS = 200;

interface FiltersProps {
  readonly search: PeopleSearch;
  /** Every one, whatever is chosen. */
  readonly requirements: readonly AskedRequirement[];
  readonly choose: (chosen: PeopleSearch) => void;
}

/** Who is shown, and which exams; what is chosen goes into the address. */
export function Filters({ search, requirements, choose }: FiltersProps) {
  const text = usePeopleText();
  const names = useNames();
  const options = [...new Set(requirements.map(({ option }) => option))];
  return (
    <search className="people-filters" aria-label={text('people.filters')}>
      <Search find={search.find ?? ''} onSearch={(find) => choose({ find })} />
      <Choice
        label={text('people.show')}
        value={search.show ?? ''}
        choices={[
          { value: '', shown: text('people.show.all') },
          ...SHOWN.map((value) => ({ value, shown: text(`people.show.${value}`) })),
        ]}
        onChoose={(value) => choose({ show: SHOWN.find((each) => each === value) })}
      />
      <Choice
        label={text('people.option')}
        value={search.asks ?? ''}
        choices={[
          { value: '', shown: text('people.option.any') },
          ...options.map((value) => ({ value, shown: names.option(value) })),
        ]}
        onChoose={(value) => choose({ asks: value === '' ? undefined : value })}
      />
      <div className="people-checks">
        <Check
          label={text('people.former')}
          isChosen={search.former === '1'}
          choose={(former) => choose({ former })}
        />
        <Check
          label={text('people.otherExams')}
          isChosen={search.others === '1'}
          choose={(others) => choose({ others })}
        />
      </div>
    </search>
  );
}

interface CheckProps {
  readonly label: string;
  readonly isChosen: boolean;
  readonly choose: (chosen: '1' | undefined) => void;
}

function Check({ label, isChosen, choose }: CheckProps) {
  return (
    <label className="people-check">
      <input
        type="checkbox"
        checked={isChosen}
        onChange={(event) => choose(event.target.checked ? '1' : undefined)}
      />
      {label}
    </label>
  );
}

interface SearchProps {
  readonly find: string;
  readonly onSearch: (find: string | undefined) => void;
}

/** Asks when somebody stops typing, not at each letter. */
function Search({ find, onSearch }: SearchProps) {
  const text = usePeopleText();
  const [typed, setTyped] = useState(find);
  useEffect(() => {
    if (typed.trim() === find) return;
    const asked = typed.trim() === '' ? undefined : typed.trim();
    const pause = setTimeout(() => onSearch(asked), TYPED_PAUSE_MS);
    return () => clearTimeout(pause);
  });
  return (
    <div className="field">
      <label htmlFor="people-search">{text('people.search')}</label>
      <input
        id="people-search"
        type="search"
        value={typed}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setTyped(event.target.value)}
      />
    </div>
  );
}
