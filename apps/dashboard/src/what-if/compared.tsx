import { useCommonText } from '../language/common.js';
import { useLocale } from '../language/text.js';
import { day } from '../language/written.js';
import { useNames } from '../parts/names.js';
import { type Finding, measured } from '../parts/requirement-bar.js';
import { TableHead } from '../parts/table-head.js';
import { TierBadge } from '../parts/tier-badge.js';
import type { ChangedStanding } from './changes.js';
import { useWhatIfText } from './words.js';

/** One option, as it is beside as it would be; what differs says so. */
export function Compared({ changed }: { changed: ChangedStanding }) {
  const text = useWhatIfText();
  const common = useCommonText();
  const names = useNames();
  const { option, before, after, isTierChanged, isChanged, findings } = changed;
  const name = names.option(option);
  return (
    <section className={`card stacked ${isChanged ? 'compared-changed' : ''}`}>
      <div className="section-head">
        <h4>{name}</h4>
        {isChanged ? <Changes /> : <span className="muted">{text('what-if.unchanged')}</span>}
      </div>
      <div className="table-space">
        <table className="table compared">
          <caption className="visually-hidden">{text('what-if.table', { option: name })}</caption>
          <TableHead
            headings={[text('what-if.what'), text('what-if.before'), text('what-if.after')]}
          />
          <tbody>
            <tr>
              <th scope="row">{text('what-if.tier')}</th>
              <td>
                <TierBadge tier={before?.tier ?? null} />
              </td>
              <td>
                <TierBadge tier={after.tier} /> {isTierChanged && <Changes />}
              </td>
            </tr>
            <Lapses changed={changed} />
            {findings.map(({ before: was, after: is, isChanged: differs }) => (
              <tr key={`${is.tier} ${is.id}`}>
                <th scope="row">
                  {text('what-if.of', {
                    name: common(`tier.${is.tier}`),
                    what: names.requirement(is.id),
                  })}
                </th>
                <td>{was === undefined ? '–' : <HaveOf finding={was} />}</td>
                <td>
                  <HaveOf finding={is} /> {differs && <Changes />}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Changes() {
  const text = useWhatIfText();
  return <strong className="changes-mark">{text('what-if.changed')}</strong>;
}

function Lapses({ changed: { before, after } }: { changed: ChangedStanding }) {
  const text = useWhatIfText();
  const locale = useLocale();
  const said = (standing: typeof after | undefined) => {
    if (standing === undefined || standing.tier === null) return '–';
    return standing.lapsesOn === null ? text('what-if.noLapse') : day(locale, standing.lapsesOn);
  };
  return (
    <tr>
      <th scope="row">{text('what-if.lapses')}</th>
      <td>{said(before)}</td>
      <td>
        {said(after)} {said(before) !== said(after) && <Changes />}
      </td>
    </tr>
  );
}

function HaveOf({ finding }: { finding: Finding }) {
  const text = useWhatIfText();
  const common = useCommonText();
  const { have, need } = measured(useLocale(), finding);
  return (
    <span>
      {text('what-if.ofNeeded', { have, need })}
      <span className="muted">
        {' '}
        ({common(finding.met ? 'requirement.met' : 'requirement.notMet')})
      </span>
    </span>
  );
}
