import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Schemas } from '../api/client.js';
import { dayNumberOf, isoDayOf } from '../charts/steps.js';
import { useAskedTime } from '../frame/everywhere.js';
import { useCommonText } from '../language/common.js';
import { useLanguage, useLocale } from '../language/text.js';
import { day } from '../language/written.js';
import { useNames } from '../parts/names.js';
import { type Finding, measured } from '../parts/requirement-bar.js';
import { ErrorPanel, Loading } from '../parts/states.js';
import { TableHead } from '../parts/table-head.js';
import { TierBadge } from '../parts/tier-badge.js';
import { explanationQuery } from './asked.js';
import { Term } from './term.js';
import { useClaimText } from './words.js';

interface ClaimedOptionProps {
  readonly organizationId: string;
  readonly standing: Schemas['Standing'];
  /** The same day as known now; `undefined` where the option is not there. */
  readonly now: Schemas['Standing'] | undefined;
}

/** What was attained in one option, each requirement with its figures, and why in sentences. */
export function ClaimedOption({ organizationId, standing, now }: ClaimedOptionProps) {
  const text = useClaimText();
  const locale = useLocale();
  const names = useNames();
  const asked = useAskedTime();
  const { competency, option, tier, since, lapsesOn } = standing;
  const id = `${competency}/${option}`;
  const isSame = now?.tier === tier && now.since === since && now.lapsesOn === lapsesOn;
  return (
    <section className="card stacked claimed">
      <h3>{names.option(id)}</h3>
      <dl className="terms">
        <Term name={text('claim.attained')}>
          <TierBadge tier={tier} />
        </Term>
        <Term name={text('claim.since')}>{since === null ? '–' : day(locale, since)}</Term>
        <Term name={text('claim.lapses')}>
          {lapsesOn === null ? text('claim.noLapse') : day(locale, lapsesOn)}
        </Term>
        {asked.knownAt !== undefined && (
          <Term name={text('claim.today')}>
            {isSame ? text('claim.same') : <Now standing={now} />}
          </Term>
        )}
      </dl>
      <Requirements {...{ organizationId, id }} requirements={standing.requirements} />
      <Why organizationId={organizationId} option={id} />
    </section>
  );
}

function Now({ standing }: { standing: Schemas['Standing'] | undefined }) {
  const text = useClaimText();
  const common = useCommonText();
  const locale = useLocale();
  if (standing === undefined) return '–';
  const { tier, lapsesOn } = standing;
  const named = common(`tier.${tier ?? 'none'}`);
  if (tier === null) return named;
  return lapsesOn === null
    ? text('claim.nowForGood', { tier: named })
    : text('claim.nowValue', { tier: named, day: day(locale, lapsesOn) });
}

interface RequirementsProps {
  readonly organizationId: string;
  /** `competency/option`. */
  readonly id: string;
  readonly requirements: readonly Finding[];
}

/** What was needed and had; each figure leads to its facts, of the same day and knowledge. */
function Requirements({ organizationId, id, requirements }: RequirementsProps) {
  const text = useClaimText();
  const common = useCommonText();
  const locale = useLocale();
  const names = useNames();
  return (
    <div className="table-space">
      <table className="table">
        <caption className="visually-hidden">
          {text('claim.table', { option: names.option(id) })}
        </caption>
        <TableHead
          headings={[
            text('claim.tier'),
            text('claim.requirement'),
            text('claim.window'),
            { end: text('claim.need') },
            { end: text('claim.have') },
            text('claim.met'),
          ]}
        />
        <tbody>
          {requirements.map((finding) => {
            const { have, need } = measured(locale, finding);
            return (
              <tr key={`${finding.tier} ${finding.id}`}>
                <td>{common(`tier.${finding.tier}`)}</td>
                <td>
                  {names.requirement(finding.id)} <code className="muted small">{finding.id}</code>
                </td>
                <td>
                  <Window finding={finding} />
                </td>
                <td className="end number">{need}</td>
                <td className="end number">
                  <Link
                    className="opens-facts"
                    to="/organizations/$organizationId"
                    params={{ organizationId }}
                    search={{ facts: `${id}/${finding.id}/${finding.tier}` }}
                    aria-label={`${have}: ${common('requirement.openFacts', {
                      requirement: names.requirement(finding.id),
                    })}`}
                  >
                    {have}
                  </Link>
                </td>
                <td>{common(finding.met ? 'requirement.met' : 'requirement.notMet')}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** The first and the last day that count. */
function Window({ finding }: { finding: Finding }) {
  const text = useClaimText();
  const locale = useLocale();
  if (!('window' in finding) || finding.window === undefined) return '–';
  const { from, to } = finding.window;
  const last = isoDayOf(dayNumberOf(to) - 1);
  return text('claim.windowValue', { from: day(locale, from), to: day(locale, last) });
}

function Why({ organizationId, option }: { organizationId: string; option: string }) {
  const text = useClaimText();
  const explanation = explanationQuery(organizationId, option, useAskedTime(), useLanguage());
  const { data, error, refetch } = useQuery(explanation);
  if (error !== null) return <ErrorPanel error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading lines={6} />;
  // The first paragraph says what stands above, the last one the rules, which stand once for all options.
  const findings = data.paragraphs.slice(1, -1);
  return (
    <>
      <h4>{text('claim.why')}</h4>
      {findings.map(([lead, ...lines]) => (
        <div key={lead} className="claimed-why">
          <p>
            <strong>{lead}</strong>
          </p>
          <ul className="sentences">
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      ))}
    </>
  );
}
