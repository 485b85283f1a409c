import { useCommonText } from '../language/common.js';
import { useLocale } from '../language/text.js';
import { day } from '../language/written.js';
import { useNames } from '../parts/names.js';
import { useHolds } from './holds.js';
import type { PersonRow } from './person-rows.js';
import { usePeopleText } from './words.js';

/** Since when somebody belongs here, which places they fill, and everything they hold, asked for or not. */
export function PersonTerms({ row }: { row: PersonRow }) {
  const text = usePeopleText();
  const locale = useLocale();
  const { individualId, name, email, membership } = row.person;
  return (
    <dl className="person-terms">
      {name !== undefined && (
        <>
          <dt>{text('people.column.person')}</dt>
          <dd>{individualId}</dd>
        </>
      )}
      {email !== undefined && (
        <>
          <dt>{text('people.person.mail')}</dt>
          <dd>{email}</dd>
        </>
      )}
      <dt>{text('people.person.member')}</dt>
      {membership.map(({ from, to }) => (
        <dd key={from}>
          {to === null
            ? text('people.person.since', { from: day(locale, from) })
            : text('people.person.period', { from: day(locale, from), to: day(locale, to) })}
        </dd>
      ))}
      <dt>{text('people.person.places')}</dt>
      <Places row={row} />
      <dt>{text('people.person.holds')}</dt>
      <Holds row={row} />
    </dl>
  );
}

function Places({ row: { places } }: { row: PersonRow }) {
  const text = usePeopleText();
  const common = useCommonText();
  const names = useNames();
  const holds = useHolds();
  if (places.size === 0) return <dd>{text('people.person.noPlaces')}</dd>;
  return [...places].flatMap(([key, filled]) => {
    const at = key.lastIndexOf('/');
    return filled.map(({ tier, group, holds: asked }) => (
      <dd key={`${key} ${tier} ${group ?? 0}`}>
        {text('people.person.place', {
          option: names.option(key.slice(0, at)),
          tier: common(`tier.${tier}`),
          requirement: names.requirement(key.slice(at + 1)),
          holds: asked === undefined ? '–' : holds(asked),
        })}
      </dd>
    ));
  });
}

function Holds({ row: { person, held } }: { row: PersonRow }) {
  const text = usePeopleText();
  const locale = useLocale();
  const counting = person.passes.filter(({ type, id }) => held.has(`${type}/${id}`));
  if (counting.length === 0) return <dd>{text('people.person.holdsNothing')}</dd>;
  return counting.map(({ type, id, passedOn, revision }) => {
    const until = held.get(`${type}/${id}`)?.until ?? null;
    const values = { exam: id, day: day(locale, passedOn) };
    return (
      <dd key={revision}>
        {until === null
          ? text('people.person.held', values)
          : text('people.person.heldUntil', { ...values, until: day(locale, until) })}
      </dd>
    );
  });
}
