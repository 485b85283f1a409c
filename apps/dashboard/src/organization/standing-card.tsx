import { memo } from 'react';
import type { Schemas } from '../api/client.js';
import { useAskedTime } from '../frame/everywhere.js';
import { useCommonText } from '../language/common.js';
import { useLocale } from '../language/text.js';
import { day } from '../language/written.js';
import { useNames } from '../parts/names.js';
import { type Finding, RequirementBar } from '../parts/requirement-bar.js';
import { DaysLeft } from '../parts/shown.js';
import { TierBadge } from '../parts/tier-badge.js';
import { NextSteps } from './next-step.js';
import { useOrganizationText } from './words.js';

interface StandingCardProps {
  readonly organizationId: string;
  readonly standing: Schemas['Standing'];
  /** `facts` of the address: the finding whose facts are to be shown. */
  readonly openFacts: (facts: string) => void;
}

/** Where an organization stands in one option: tier, since, until, what to do, and each requirement. */
export const StandingCard = memo(function StandingCard(props: StandingCardProps) {
  const { organizationId, standing, openFacts } = props;
  const text = useOrganizationText();
  const common = useCommonText();
  const names = useNames();
  const { competency, option, tier, requirements } = standing;
  const isEnrolled = standing.since !== null;
  const tiers = [...new Set(requirements.map((finding) => finding.tier))];
  return (
    <section className="card standing">
      <header>
        <div>
          <h2>{names.option(`${competency}/${option}`)}</h2>
          <p className="muted small">{names.competency(competency)}</p>
        </div>
        <TierBadge tier={tier} />
      </header>
      <Until standing={standing} />
      {isEnrolled && <NextSteps organizationId={organizationId} standing={standing} />}
      {tiers.map((asking) => (
        <div key={asking} className="standing-tier">
          <h3>{text('organization.requirementsOf', { tier: common(`tier.${asking}`) })}</h3>
          {requirements
            .filter((finding) => finding.tier === asking)
            .map((finding) => (
              <RequirementBar
                key={finding.id}
                finding={finding}
                openFacts={({ id }: Finding) =>
                  openFacts(`${competency}/${option}/${id}/${asking}`)
                }
              />
            ))}
        </div>
      ))}
    </section>
  );
});

function Until({ standing }: { standing: Schemas['Standing'] }) {
  const text = useOrganizationText();
  const common = useCommonText();
  const locale = useLocale();
  const { asOf } = useAskedTime();
  const { tier, since, lapsesOn, held, renewalOpensOn, atRiskAtRenewal } = standing;
  const sinceWord = tier === null ? 'organization.noneSince' : 'organization.since';
  const parts = [
    ...(since === null ? [] : [text(sinceWord, { day: day(locale, since) })]),
    ...(lapsesOn === null ? [] : [text('organization.lapsesOn', { day: day(locale, lapsesOn) })]),
  ];
  return (
    <div>
      <p>
        {since === null && common('tier.unknown')}
        {parts.join(' · ')}
        {tier !== null && parts.length > 0 && ' · '}
        {tier !== null && <DaysLeft until={lapsesOn} from={asOf} />}
      </p>
      {renewalOpensOn !== undefined && renewalOpensOn !== null && (
        <p className="muted small">
          {text('organization.badge', {
            tier: common(`tier.${held ?? 'none'}`),
            day: day(locale, renewalOpensOn),
          })}
          {atRiskAtRenewal === true && ` ${text('organization.badgeAtRisk')}`}
        </p>
      )}
    </div>
  );
}
