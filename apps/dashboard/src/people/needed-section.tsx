import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import type { Schemas } from '../api/client.js';
import { useLocale } from '../language/text.js';
import { day } from '../language/written.js';
import { ClockIcon } from '../parts/icons.js';
import { TableHead } from '../parts/table-head.js';
import { Lapses } from './lapses.js';
import { usePeopleText } from './words.js';

interface NeededSectionProps {
  readonly dependencies: Schemas['Dependencies'];
  /** What the page calls somebody. */
  readonly called: (individualId: string) => string;
  readonly open: (individualId: string) => void;
}

/** More people than these are shown when somebody asks. */
const SHOWN = 10;

/** For each person without whom a tier falls: which, and when; and what stops counting soon. */
export function NeededSection({ dependencies, called, open }: NeededSectionProps) {
  const text = usePeopleText();
  const locale = useLocale();
  const [all, setAll] = useState(false);
  const { members, asOf } = dependencies;
  const soonest = [...members].sort((a, b) => firstLapse(a).localeCompare(firstLapse(b)));
  const shown = all ? soonest : soonest.slice(0, SHOWN);
  return (
    <section className="card stacked" aria-labelledby="people-needed">
      <h3 id="people-needed">{text('people.needed.title')}</h3>
      <p className="muted">{text('people.needed.intro', { day: day(locale, asOf) })}</p>
      {members.length === 0 ? (
        <p>{text('people.needed.nobody')}</p>
      ) : (
        <div className="table-space">
          <table className="table">
            <caption className="visually-hidden">{text('people.needed.table')}</caption>
            <TableHead headings={[text('people.column.person'), text('people.needed.falls')]} />
            <tbody>
              {shown.map(({ individualId, lapses }) => (
                <tr key={individualId}>
                  <th scope="row">
                    <Button className="opens-facts" onPress={() => open(individualId)}>
                      {called(individualId)}
                    </Button>
                  </th>
                  <td>
                    <Lapses lapses={lapses} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {shown.length < members.length && (
        <Button className="button start" onPress={() => setAll(true)}>
          {text('people.needed.more', { count: members.length })}
        </Button>
      )}
      <Expiring {...{ dependencies, called }} />
    </section>
  );
}

/** The first day on which a tier falls. */
function firstLapse({ lapses }: Schemas['Dependencies']['members'][number]): string {
  return lapses.reduce((first, { on }) => (on < first ? on : first), '9999-12-31');
}

function Expiring({ dependencies, called }: Omit<NeededSectionProps, 'open'>) {
  const text = usePeopleText();
  const locale = useLocale();
  const { expiring, until } = dependencies;
  return (
    <>
      <h4>{text('people.expiring.title')}</h4>
      {expiring.length === 0 ? (
        <p>{text('people.expiring.none', { day: day(locale, until) })}</p>
      ) : (
        <ul className="plain">
          {expiring.map(({ individualId, id, on, revision }) => (
            <li key={revision} className="cell-held soon">
              <ClockIcon />
              {text('people.expiring.one', {
                individual: called(individualId),
                exam: id,
                day: day(locale, on),
              })}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
