import type { Schemas } from '../api/client.js';
import { useCommonText } from '../language/common.js';
import { useLocale } from '../language/text.js';
import { day } from '../language/written.js';
import { useNames } from '../parts/names.js';
import { usePeopleText } from './words.js';

type Lapse = Schemas['Dependencies']['members'][number]['lapses'][number];

/** The tiers that fall, one below the other: from which to which, and on which day. */
export function Lapses({ lapses }: { lapses: readonly Lapse[] }) {
  const text = usePeopleText();
  const common = useCommonText();
  const locale = useLocale();
  const names = useNames();
  return (
    <ul className="plain">
      {lapses.map(({ option, fromTier, toTier, on }) => (
        <li key={option}>
          {text('people.needed.lapse', {
            option: names.option(option),
            from: common(`tier.${fromTier ?? 'none'}`),
            to: common(`tier.${toTier ?? 'none'}`),
            day: day(locale, on),
          })}
        </li>
      ))}
    </ul>
  );
}
