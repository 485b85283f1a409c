import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { useCommonText } from '../language/common.js';
import { Choice } from '../parts/choice.js';
import { useOptions } from '../parts/names.js';
import type { Filters } from './search.js';
import { usePortfolioText } from './words.js';

const TYPED_PAUSE_MS = 200;

/** Which organizations are shown, as fields; what is chosen goes into the address. */
export function PortfolioFilters({ filters }: { filters: Filters }) {
  const text = usePortfolioText();
  const common = useCommonText();
  const options = useOptions();
  const navigate = useNavigate({ from: '/' });
  const choose = (chosen: { [Name in keyof Filters]?: Filters[Name] | undefined }) =>
    void navigate({ search: (search) => ({ ...search, ...chosen }) as Filters, replace: true });
  const any = { value: '', shown: text('portfolio.any') };
  return (
    <search className="filters" aria-label={text('portfolio.filters')}>
      <Search
        key={filters.q === undefined ? 'none' : 'some'}
        q={filters.q ?? ''}
        onSearch={(q) => choose({ q })}
      />
      <Choice
        label={text('portfolio.option')}
        value={filters.option ?? ''}
        choices={[any, ...options.map(({ id, name }) => ({ value: id, shown: name }))]}
        onChoose={(option) => choose({ option: option === '' ? undefined : option })}
      />
      <Choice
        label={text('portfolio.tier')}
        value={filters.tier ?? ''}
        choices={[
          any,
          { value: 'gold', shown: common('tier.gold') },
          { value: 'silver', shown: common('tier.silver') },
          { value: 'none', shown: text('portfolio.tier.none') },
        ]}
        onChoose={(tier) => choose({ tier: tier === '' ? undefined : (tier as 'gold') })}
      />
      {Object.keys(filters).length > 0 && (
        <Button
          className="button quiet"
          onPress={() => choose({ q: undefined, option: undefined, tier: undefined })}
        >
          {text('portfolio.clear')}
        </Button>
      )}
    </search>
  );
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
