import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useCommonText } from '../language/common.js';
import { Choice } from '../parts/choice.js';
import { useOptions } from '../parts/names.js';
import { useSession } from '../session/session.js';
import type { PortfolioSearch } from './search.js';
import { usePortfolioText } from './words.js';

const TYPED_PAUSE_MS = 200;

type Chosen = { [Name in keyof PortfolioSearch]?: string | undefined };

/** Which organizations are shown, as fields; what is chosen goes into the address. */
export function PortfolioFilters({ asked }: { asked: PortfolioSearch }) {
  const text = usePortfolioText();
  const navigate = useNavigate({ from: '/' });
  const choose = (chosen: Chosen) =>
    void navigate({
      search: (search) => ({ ...search, ...chosen }) as PortfolioSearch,
      replace: true,
    });
  const { sort: _, ...filters } = asked;
  return (
    <search className="filters" aria-label={text('portfolio.filters')}>
      <Search
        key={asked.q === undefined ? 'none' : 'some'}
        q={asked.q ?? ''}
        onSearch={(q) => choose({ q })}
      />
      <Choices asked={asked} choose={choose} />
      {Object.keys(filters).length > 0 && (
        <button
          type="button"
          className="button quiet"
          onClick={() => choose(Object.fromEntries(FILTERS.map((name) => [name, undefined])))}
        >
          {text('portfolio.clear')}
        </button>
      )}
    </search>
  );
}

const FILTERS = ['q', 'option', 'tier', 'market', 'within'] as const;

function Choices({ asked, choose }: { asked: PortfolioSearch; choose: (chosen: Chosen) => void }) {
  const text = usePortfolioText();
  const common = useCommonText();
  const options = useOptions();
  const { atRiskDays } = useSession();
  const within = new Set([...atRiskDays, ...(asked.within === undefined ? [] : [+asked.within])]);
  const choices = {
    option: options.map(({ id, name }) => ({ value: id, shown: name })),
    tier: [
      { value: 'gold', shown: common('tier.gold') },
      { value: 'silver', shown: common('tier.silver') },
      { value: 'none', shown: text('portfolio.tier.none') },
    ],
    market: [
      { value: 'developed', shown: common('market.developed') },
      { value: 'developing', shown: common('market.developing') },
    ],
    within: [...within]
      .sort((a, b) => a - b)
      .map((days) => ({ value: String(days), shown: text('portfolio.within.days', { days }) })),
  };
  return (['option', 'tier', 'market', 'within'] as const).map((name) => (
    <Choice
      key={name}
      label={text(`portfolio.${name}`)}
      value={asked[name] ?? ''}
      choices={[{ value: '', shown: text('portfolio.any') }, ...choices[name]]}
      onChoose={(value) => choose({ [name]: value === '' ? undefined : value })}
    />
  ));
}

/** Asks when somebody stops typing, not at each letter. */
function Search({ q, onSearch }: { q: string; onSearch: (q: string | undefined) => void }) {
  const text = usePortfolioText();
  const [typed, setTyped] = useState(q);
  useEffect(() => {
    if (typed.trim() === q) return;
    const asked = typed.trim() === '' ? undefined : typed.trim();
    const pause = setTimeout(() => onSearch(asked), TYPED_PAUSE_MS);
    return () => clearTimeout(pause);
  });
  return (
    <div className="field">
      <label htmlFor="portfolio-search">{text('portfolio.search')}</label>
      <input
        id="portfolio-search"
        type="search"
        value={typed}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setTyped(event.target.value)}
      />
    </div>
  );
}
