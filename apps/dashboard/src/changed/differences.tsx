import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'react-aria-components/Button';
import type { Schemas } from '../api/client.js';
import { useAskedTime } from '../frame/everywhere.js';
import { useCommonText } from '../language/common.js';
import { useLocale } from '../language/text.js';
import { day } from '../language/written.js';
import { historyQuery } from '../organization/asked.js';
import type { AskedFinding } from '../organization/search.js';
import { useNames } from '../parts/names.js';
import { type Finding, measured } from '../parts/requirement-bar.js';
import { ErrorPanel, Loading } from '../parts/states.js';
import { TableHead } from '../parts/table-head.js';
import { TierBadge } from '../parts/tier-badge.js';
import { type Restated, restatedOf } from './restated.js';
import { useChangedText } from './words.js';

type Standing = Schemas['Standing'];

/** The same option, then and now; `undefined` where there was none under the editions of the day. */
export interface Pair {
  readonly id: string;
  readonly then: Standing;
  readonly now: Standing | undefined;
}

/** The tier of the day and up to when, then and now, in every option. */
export function Standings({ pairs }: { pairs: readonly Pair[] }) {
  const text = useChangedText();
  const names = useNames();
  return (
    <div className="table-space">
      <table className="table">
        <TableHead headings={[text('changed.option'), text('changed.then'), text('changed.now')]} />
        <tbody>
          {pairs.map(({ id, then, now }) => {
            const isSame = then.tier === now?.tier && then.lapsesOn === now.lapsesOn;
            return (
              <tr key={id}>
                <td>{names.option(id)}</td>
                <td>
                  <Until standing={then} />
                </td>
                <td>
                  {isSame ? (
                    <span className="muted">{text('changed.same')}</span>
                  ) : (
                    <Until standing={now} />
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Until({ standing }: { standing: Standing | undefined }) {
  const text = useChangedText();
  const common = useCommonText();
  const locale = useLocale();
  if (standing === undefined) return '–';
  const { tier, lapsesOn } = standing;
  if (tier === null) return text('changed.none');
  const named = common(`tier.${tier}`);
  return lapsesOn === null
    ? text('changed.tierForGood', { tier: named })
    : text('changed.tierUntil', { tier: named, day: day(locale, lapsesOn) });
}

interface ChangedFiguresProps {
  readonly organizationId: string;
  readonly pairs: readonly Pair[];
  /** Asks which facts changed a figure. */
  readonly openWhy: (finding: AskedFinding) => void;
}

/** The findings of the day whose figures are others than they were. */
export function ChangedFigures({ organizationId, pairs, openWhy }: ChangedFiguresProps) {
  const text = useChangedText();
  const common = useCommonText();
  const locale = useLocale();
  const names = useNames();
  const changed = pairs.flatMap(({ id, then, now }) =>
    then.requirements.flatMap((finding) => {
      const present = now?.requirements.find(
        (each) => each.id === finding.id && each.tier === finding.tier,
      );
      if (present === undefined) return [];
      const [was, is] = [measured(locale, finding), measured(locale, present)];
      const isSame = was.have === is.have && was.need === is.need && finding.met === present.met;
      return isSame ? [] : [{ id, finding, present, was, is }];
    }),
  );
  if (changed.length === 0) return <p className="muted">{text('changed.requirementsNone')}</p>;
  return (
    <div className="table-space">
      <table className="table">
        <TableHead
          headings={[
            text('changed.option'),
            text('changed.requirement'),
            text('changed.then'),
            text('changed.now'),
          ]}
        />
        <tbody>
          {changed.map(({ id, finding, present, was, is }) => (
            <tr key={`${id} ${finding.tier} ${finding.id}`}>
              <td>{names.option(id)}</td>
              <td>
                {text('changed.requirementOf', {
                  tier: common(`tier.${finding.tier}`),
                  requirement: names.requirement(finding.id),
                })}
              </td>
              <td>
                <Figures {...was} met={finding.met} of={{ organizationId, id, finding }} />
              </td>
              <td>
                <Figures
                  {...is}
                  met={present.met}
                  of={{ organizationId, id, finding, isNow: true }}
                />
                <br />
                <Button
                  className="opens-facts small"
                  aria-label={text('changed.whichFactsOf', {
                    requirement: names.requirement(finding.id),
                    option: names.option(id),
                  })}
                  onPress={() =>
                    openWhy({ option: id, requirement: finding.id, tier: finding.tier })
                  }
                >
                  {text('changed.whichFacts')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface FiguresProps {
  readonly have: string;
  readonly need: string;
  readonly met: boolean;
  readonly of: {
    readonly organizationId: string;
    readonly id: string;
    readonly finding: Finding;
    /** With all that is known now; absent = as known then. */
    readonly isNow?: boolean;
  };
}

/** What was had, which leads to its facts as they were known, and what was needed. */
function Figures({ have, need, met, of: { organizationId, id, finding, isNow } }: FiguresProps) {
  const common = useCommonText();
  const names = useNames();
  const facts = `${id}/${finding.id}/${finding.tier}`;
  const opens = common('requirement.openFacts', { requirement: names.requirement(finding.id) });
  return (
    <>
      <Link
        className="opens-facts number"
        to="/organizations/$organizationId"
        params={{ organizationId }}
        search={isNow === true ? { facts, knownAt: undefined } : { facts }}
        aria-label={`${have}: ${opens}`}
      >
        {have}
      </Link>{' '}
      <span className="muted">/ {need}</span>
      <br />
      <span className="small">{common(met ? 'requirement.met' : 'requirement.notMet')}</span>
    </>
  );
}

/** The days of one option whose tier is another than was said then. */
export function RestatedDays({
  organizationId,
  option,
}: {
  organizationId: string;
  option: string;
}) {
  const text = useChangedText();
  const names = useNames();
  const then = useQuery(historyQuery(organizationId, option, useAskedTime()));
  const now = useQuery(historyQuery(organizationId, option, {}));
  const failed = then.error ?? now.error;
  if (failed !== null) return <ErrorPanel error={failed} retry={() => void then.refetch()} />;
  if (then.data === undefined || now.data === undefined) return <Loading lines={2} />;
  const restated = restatedOf(then.data.intervals, now.data.intervals);
  return (
    <div className="table-space">
      <h4>{names.option(option)}</h4>
      {restated.length === 0 ? (
        <p className="muted">{text('changed.historyNone')}</p>
      ) : (
        <table className="table">
          <TableHead
            headings={[
              text('changed.from'),
              text('changed.to'),
              text('changed.was'),
              text('changed.is'),
            ]}
          />
          <tbody>
            {restated.map((interval) => (
              <Row key={interval.from} restated={interval} />
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

function Row({ restated: { from, to, was, is } }: { restated: Restated }) {
  const text = useChangedText();
  const locale = useLocale();
  const none = <span className="muted">{text('changed.notEnrolled')}</span>;
  return (
    <tr>
      <td>
        {day(locale, from)}
        <br />
        <Link className="small" to="." search={(search) => ({ ...search, asOf: from })}>
          {text('changed.onThatDay', { day: day(locale, from) })}
        </Link>
      </td>
      <td>{to === null ? text('changed.forGood') : day(locale, to)}</td>
      <td>{was === undefined ? none : <TierBadge tier={was} />}</td>
      <td>{is === undefined ? none : <TierBadge tier={is} />}</td>
    </tr>
  );
}
