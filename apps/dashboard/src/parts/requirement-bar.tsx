import './requirement-bar.css';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import type { Schemas } from '../api/client.js';
import { useCommonText } from '../language/common.js';
import { type Locale } from '../language/locale.js';
import { useLocale } from '../language/text.js';
import { money, wholeNumber } from '../language/written.js';
import { CheckIcon, CrossIcon } from './icons.js';
import { useNames } from './names.js';

export type Finding = Schemas['Finding'];

interface RequirementBarProps {
  readonly finding: Finding;
  /** What the number opens: the facts it rests on. */
  readonly openFacts?: (finding: Finding) => void;
}

/** One requirement: what is had of what is needed, as a bar and in words, and what it is short by. */
export function RequirementBar({ finding, openFacts }: RequirementBarProps) {
  const text = useCommonText();
  const locale = useLocale();
  const { requirement } = useNames();
  const name = requirement(finding.id);
  const { have, need, shortBy, share } = measured(locale, finding);
  const said = [text('requirement.have', { have }), text('requirement.need', { need })].join(', ');
  return (
    <div className={`requirement ${finding.met ? 'met' : 'not-met'}`}>
      <div className="requirement-name">
        {finding.met ? <CheckIcon /> : <CrossIcon />}
        <span>{name}</span>
        <span className="visually-hidden">
          {text(finding.met ? 'requirement.met' : 'requirement.notMet')}
        </span>
      </div>
      <div
        className="requirement-track"
        role="meter"
        aria-label={name}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        aria-valuetext={said}
      >
        <span className="requirement-had" style={{ inlineSize: `${share * 100}%` }} />
      </div>
      <p className="requirement-words">
        {openFacts === undefined ? (
          <span className="number">{have}</span>
        ) : (
          <Button
            className="opens-facts number"
            aria-label={`${have}: ${text('requirement.openFacts', { requirement: name })}`}
            onPress={() => openFacts(finding)}
          >
            {have}
          </Button>
        )}
        <span className="muted"> / {need}</span>
        {shortBy !== null && <Short>{text('requirement.shortBy', { shortBy })}</Short>}
      </p>
    </div>
  );
}

function Short({ children }: { children: ReactNode }) {
  return <strong className="requirement-short">{children}</strong>;
}

export interface Measured {
  readonly have: string;
  readonly need: string;
  /** `null` = nothing is missing, or it cannot be counted. */
  readonly shortBy: string | null;
  /** From 0 to 1: for the width alone. */
  readonly share: number;
}

/** What is had of what is needed, in the words of a finding's kind. */
export function measured(locale: Locale, finding: Finding): Measured {
  switch (finding.kind) {
    case 'rolling-revenue': {
      const { actual, required, shortBy, currency, met } = finding;
      return {
        have: money(locale, actual, currency),
        need: money(locale, required, currency),
        shortBy: met ? null : money(locale, shortBy, currency),
        share: shareOf(Number(actual), Number(required)),
      };
    }
    case 'organization-attribute':
      return {
        have: finding.actual ?? '–',
        need: finding.required.join(' / '),
        shortBy: null,
        share: finding.met ? 1 : 0,
      };
    default: {
      const { actual, required, met } = finding;
      return {
        have: wholeNumber(locale, actual),
        need: wholeNumber(locale, required),
        shortBy: met ? null : wholeNumber(locale, required - actual),
        share: shareOf(actual, required),
      };
    }
  }
}

function shareOf(have: number, need: number): number {
  return need <= 0 ? 1 : Math.min(1, Math.max(0, have / need));
}
