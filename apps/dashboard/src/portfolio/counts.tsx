import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useLocale } from '../language/text.js';
import { wholeNumber } from '../language/written.js';
import { useSession } from '../session/session.js';
import { countQuery } from './directory.js';
import type { PortfolioSearch } from './search.js';
import { usePortfolioText } from './words.js';

/** A number is that of what is shown where the address asks for nothing else. */
const SHOWN = { exact: true, includeSearch: true };

/** How many there are of what one looks for first; each number shows them. */
export function Counts({ option }: { option: string | undefined }) {
  const text = usePortfolioText();
  const { atRiskDays } = useSession();
  const of = option === undefined ? {} : { option };
  const within = [...atRiskDays].sort((a, b) => a - b);
  return (
    <nav className="counts" aria-label={text('portfolio.counts')}>
      <Count search={of} label={text('portfolio.counts.all')} />
      <Count search={{ ...of, tier: 'gold' }} label={text('portfolio.counts.gold')} />
      <Count
        search={{ ...of, tier: 'silver' }}

        label={text('portfolio.counts.silver')}
      />
      {within.map((days) => (
        <Count
          key={days}
          search={{ ...of, within: String(days) }}

          label={text('portfolio.counts.within', { days })}
        />
      ))}
    </nav>
  );
}

function Count({ search, label }: { search: PortfolioSearch; label: string }) {
  const locale = useLocale();
  const { today } = useSession();
  const { data } = useQuery({ ...countQuery(search, today), placeholderData: (before) => before });
  return (
    <Link to="/" search={search} replace className="count" activeOptions={SHOWN}>
      <span className="count-number">{data === undefined ? '–' : wholeNumber(locale, data)}</span>{' '}
      <span className="count-label">{label}</span>
    </Link>
  );
}
