import type { Schemas } from '../api/client.js';
import type { Finding } from '../parts/requirement-bar.js';

type Standing = Schemas['Standing'];

export interface ChangedFinding {
  readonly before: Finding | undefined;
  readonly after: Finding;
  readonly isChanged: boolean;
}

/** One option's standing without and with what is supposed. */
export interface ChangedStanding {
  /** `competency/option`. */
  readonly option: string;
  readonly before: Standing | undefined;
  readonly after: Standing;
  readonly isTierChanged: boolean;
  /** Whether anything is: tier, lapse, or a finding. */
  readonly isChanged: boolean;
  readonly findings: readonly ChangedFinding[];
}

/** Each option's standing, as it is and as it would be, with what of it differs. */
export function changedStandings(
  before: readonly Standing[],
  after: readonly Standing[],
): ChangedStanding[] {
  return after.map((now) => {
    const then = before.find(
      ({ competency, option }) => competency === now.competency && option === now.option,
    );
    const findings = now.requirements.map((finding): ChangedFinding => {
      const was = then?.requirements.find(
        ({ id, tier }) => id === finding.id && tier === finding.tier,
      );
      return {
        before: was,
        after: finding,
        isChanged: was === undefined || figures(was) !== figures(finding),
      };
    });
    const isTierChanged = then?.tier !== now.tier;
    return {
      option: `${now.competency}/${now.option}`,
      before: then,
      after: now,
      isTierChanged,
      isChanged:
        isTierChanged ||
        then?.lapsesOn !== now.lapsesOn ||
        findings.some(({ isChanged }) => isChanged),
      findings,
    };
  });
}

/** What is compared of a finding: who fills which of the same number of places changes nothing. */
function figures(finding: Finding): string {
  if ('requirements' in finding) return JSON.stringify(finding.requirements.map(figures));
  return JSON.stringify([finding.met, finding.actual, finding.required]);
}
