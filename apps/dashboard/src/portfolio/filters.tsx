import { useNavigate } from '@tanstack/react-router';
import { useCommonText } from '../language/common.js';
import { Choice } from '../parts/choice.js';
import { TypedField } from '../parts/fields.js';
import { useOptions } from '../parts/names.js';
import { useSession } from '../session/session.js';
import type { PortfolioSearch } from './search.js';
import { usePortfolioText } from './words.js';

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
      <TypedField
        label={text('portfolio.search')}
        type="search"
        value={asked.q ?? ''}
        onChange={(q) => choose({ q: q === '' ? undefined : q })}
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
