import './tier-badge.css';
import { useCommonText } from '../language/common.js';

export type Tier = 'gold' | 'silver';

/** The tier in words, with a mark of its own shape beside its colour. `null` = none is attained. */
export function TierBadge({ tier }: { tier: Tier | null }) {
  const text = useCommonText();
  return (
    <span className={`tier-badge ${tier ?? 'none'}`}>
      <TierMark tier={tier} />
      {text(`tier.${tier ?? 'none'}`)}
    </span>
  );
}

/** Two chevrons, one, or a bar. */
function TierMark({ tier }: { tier: Tier | null }) {
  const path =
    tier === 'gold'
      ? 'M2 7 6 3l4 4M2 10.500 6 6.500l4 4'
      : tier === 'silver'
        ? 'M2 8 6 4l4 4'
        : 'M2.500 6h7';
  return (
    <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
      <path d={path} fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" />
    </svg>
  );
}
