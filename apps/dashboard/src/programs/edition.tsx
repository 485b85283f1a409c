import { useLocale } from '../language/text.js';
import { day } from '../language/written.js';
import { useNames } from '../parts/names.js';
import { TableHead } from '../parts/table-head.js';
import { TierBadge } from '../parts/tier-badge.js';
import { Citations, RequirementText } from './requirement.js';
import type { Edition } from './said.js';
import { useProgramsText } from './words.js';

/** One edition: when it holds, how it is read, and what each tier of each option asks for. */
export function EditionText({ edition }: { edition: Edition }) {
  const text = useProgramsText();
  const names = useNames();
  const { id, options } = edition;
  return (
    <article className="card stacked edition" aria-label={text('programs.edition', { id })}>
      <h3>{text('programs.edition', { id })}</h3>
      <Terms edition={edition} />
      {options.map(({ competency, option, name, tiers }) => (
        <section key={`${competency}/${option}`} className="stacked edition-option">
          <h4>
            {name} <span className="muted small">{names.competency(competency)}</span>
          </h4>
          <div className="edition-tiers">
            {tiers.map(({ tier, requirements }) => (
              <div key={tier} className="stacked">
                <div>
                  <TierBadge tier={tier} />
                </div>
                {requirements.map((requirement) => (
                  <RequirementText
                    key={requirement.id}
                    requirement={requirement}
                    edition={edition}
                  />
                ))}
              </div>
            ))}
          </div>
        </section>
      ))}
      <Readings edition={edition} />
      <Vocabulary edition={edition} />
    </article>
  );
}

function Terms({
  edition: { publishedOn, effectiveFrom, contentHash, policies },
}: {
  edition: Edition;
}) {
  const text = useProgramsText();
  const locale = useLocale();
  const { window, attribution, alternatives, newEdition, anniversary } = policies;
  return (
    <>
      <dl className="terms">
        <div>
          <dt>{text('programs.publishedOn')}</dt>
          <dd>{day(locale, publishedOn)}</dd>
        </div>
        <div>
          <dt>{text('programs.effectiveFrom')}</dt>
          <dd>{effectiveFrom === null ? text('programs.always') : day(locale, effectiveFrom)}</dd>
        </div>
        <div className="content-hash">
          <dt>{text('programs.contentHash')}</dt>
          <dd>
            <code>{contentHash}</code>
          </dd>
        </div>
      </dl>
      <section>
        <h4>{text('programs.policies')}</h4>
        <ul className="sentences">
          <li>{text(`programs.policy.window.${window}`)}</li>
          <li>{text(`programs.policy.attribution.${attribution}`)}</li>
          <li>{text(`programs.policy.alternatives.${alternatives}`)}</li>
          <li>{text(`programs.policy.newEdition.${newEdition}`)}</li>
          <li>{text(`programs.policy.anniversary.${anniversary}`)}</li>
        </ul>
      </section>
    </>
  );
}

function Readings({ edition: { readings } }: { edition: Edition }) {
  const text = useProgramsText();
  if (readings.length === 0) return null;
  return (
    <details>
      <summary>{text('programs.readings')}</summary>
      <ul className="sentences">
        {readings.map(({ about, reading, citations }) => (
          <li key={about}>
            {text('programs.reading', { about, reading })}
            <Citations citations={citations} />
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What rules name: products, exams and certifications, with the days between which they count. */
function Vocabulary({ edition }: { edition: Edition }) {
  const text = useProgramsText();
  const { products, exams, certifications } = edition;
  const kinds = [
    [text('programs.products', { count: products.length }), products],
    [text('programs.exams', { count: exams.length }), exams],
    [text('programs.certifications', { count: certifications.length }), certifications],
  ] as const;
  return kinds.map(
    ([label, entries]) =>
      entries.length > 0 && (
        <details key={label}>
          <summary>{label}</summary>
          <Named label={label} entries={entries} />
        </details>
      ),
  );
}

type Entry = Edition['products'][number] | Edition['exams'][number];

function Named({ label, entries }: { label: string; entries: readonly Entry[] }) {
  const text = useProgramsText();
  return (
    <div className="table-space" tabIndex={0} role="region" aria-label={label}>
      <table className="table">
        <caption className="visually-hidden">{label}</caption>
        <TableHead headings={[text('programs.id'), text('programs.name'), text('programs.days')]} />
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.id}>
              <th scope="row">{entry.id}</th>
              <td>{entry.name}</td>
              <td>
                <Days entry={entry} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Days({ entry }: { entry: Entry }) {
  const text = useProgramsText();
  const locale = useLocale();
  if (!('retiredOn' in entry)) return '–';
  const { replacedBy } = entry;
  const days = (['availableFrom', 'retiredOn', 'acceptedUntil'] as const).flatMap((name) => {
    const on = entry[name];
    return on === null ? [] : [text(`programs.${name}`, { day: day(locale, on) })];
  });
  if (replacedBy !== null) days.push(text('programs.replacedBy', { id: replacedBy }));
  return days.length === 0 ? '–' : days.join(', ');
}
