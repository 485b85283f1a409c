import { useLocale } from '../language/text.js';
import { wholeNumber } from '../language/written.js';
import { CheckIcon, CrossIcon } from '../parts/icons.js';
import { factName, type Recorded, type TakenBack } from './taken-back.js';
import { useFactsText } from './words.js';

/** The revision that took a fact back; `undefined` = it stands, or is not known yet. */
export function takenBackAt({ event }: Recorded, takenBack: TakenBack | undefined) {
  return takenBack?.get(factName(event.source, event.id));
}

/** Whether a fact stands or was taken back, and by what. */
export function FactState(props: { fact: Recorded; takenBack: TakenBack | undefined }) {
  const { fact, takenBack } = props;
  const text = useFactsText();
  const locale = useLocale();
  if (takenBack === undefined) return <span className="muted">…</span>;
  const revision = takenBackAt(fact, takenBack);
  if (revision === undefined) {
    return (
      <span className="fact-state muted">
        <CheckIcon />
        {text('facts.stands')}
      </span>
    );
  }
  return (
    <span className="fact-state retracted">
      <CrossIcon />
      {text('facts.retracted', { revision: wholeNumber(locale, revision) })}
    </span>
  );
}
