import './organization.css';
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute } from '@tanstack/react-router';
import type { Schemas } from '../api/client.js';
import { standingQuery } from '../api/organization.js';
import { useAskedTime } from '../frame/everywhere.js';
import { useCommonText } from '../language/common.js';
import { useLocale } from '../language/text.js';
import { day } from '../language/written.js';
import { useNames } from '../parts/names.js';
import { RequirementBar } from '../parts/requirement-bar.js';
import { ErrorPanel, Loading } from '../parts/states.js';
import { DaysLeft } from '../parts/shown.js';
import { TierBadge } from '../parts/tier-badge.js';
import { useOrganizationText } from './words.js';

export const view = createLazyRoute('/signed-in/organizations/$organizationId/')({
  component: Overview,
});

function Overview() {
  const { organizationId } = view.useParams();
  const time = useAskedTime();
  const { data, error, refetch } = useQuery(standingQuery(organizationId, time));
  if (error !== null) return <ErrorPanel error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading lines={8} />;
  return (
    <div className="standings">
      {data.standings.map((standing) => (
        <StandingCard key={`${standing.competency}/${standing.option}`} standing={standing} />
      ))}
    </div>
  );
}

function StandingCard({ standing }: { standing: Schemas['Standing'] }) {
  const text = useOrganizationText();
  const common = useCommonText();
  const locale = useLocale();
  const names = useNames();
  const { asOf } = useAskedTime();
  const { competency, option, tier, since, lapsesOn, requirements } = standing;
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
      <p>
        {since !== null && (
          <span>{text('organization.since', { day: day(locale, since) })} · </span>
        )}
        {lapsesOn !== null && (
          <span>{text('organization.lapsesOn', { day: day(locale, lapsesOn) })} · </span>
        )}
        {tier !== null && <DaysLeft until={lapsesOn} from={asOf} />}
      </p>
      {tiers.map((asking) => (
        <div key={asking} className="standing-tier">
          <h3>{text('organization.requirementsOf', { tier: common(`tier.${asking}`) })}</h3>
          {requirements
            .filter((finding) => finding.tier === asking)
            .map((finding) => (
              <RequirementBar key={finding.id} finding={finding} />
            ))}
        </div>
      ))}
    </section>
  );
}
