import type { ReactNode } from 'react';
import type { Schemas } from '../api/client.js';
import { useLocale } from '../language/text.js';
import { day, money } from '../language/written.js';
import { useNames } from '../parts/names.js';
import { measured } from '../parts/requirement-bar.js';
import { usePeopleText } from './words.js';

type Way = Schemas['Way'];

interface PathStepsProps {
  readonly path: Way;
  readonly called: (individualId: string) => string;
}

/** A way to a tier, a step below the other: who takes what, who is to be hired, what has to be sold. */
export function PathSteps({ path, called }: PathStepsProps) {
  const text = usePeopleText();
  const locale = useLocale();
  const { requirement: named } = useNames();
  const steps = [
    ...passSteps(path).map(([individual, step]) => (
      <PassStep key={individual} {...step} name={called(individual)} />
    )),
    ...hireSteps(path).map((exams, place) => (
      <li key={`hire ${place}`}>
        {exams === null
          ? text('people.path.hire', { people: path.people })
          : text('people.path.hireTakes', { exams: listed(locale, exams) })}
      </li>
    )),
    ...path.revenue.map((needed) => <RevenueStep key={needed.requirement} needed={needed} />),
    ...(path.other ?? []).map((finding) => {
      const { have, need } = measured(locale, finding);
      const values = { requirement: named(finding.id), have, need };
      return <li key={finding.id}>{text('people.path.other', values)}</li>;
    }),
    ...(path.impossible ?? []).map((id) => (
      <li key={id} className="problem">
        {text('people.path.impossible', { requirement: named(id) })}
      </li>
    )),
  ];
  return (
    <>
      {path.by !== undefined && path.by.length > 0 && (
        <p>{text('people.path.by', { parts: listed(locale, path.by.map(named)) })}</p>
      )}
      {steps.length === 0 ? (
        <p>{text('people.path.nothing')}</p>
      ) : (
        <ol className="path-steps">{steps}</ol>
      )}
      {steps.length > 0 && (
        <p className="muted">{text(path.optimal ? 'people.path.optimal' : 'people.path.bound')}</p>
      )}
    </>
  );
}

interface Passes {
  readonly ids: readonly string[];
  /** The revisions of what was recorded of this day and retracted. */
  readonly retracted: readonly number[];
}

function PassStep({ ids, retracted, name }: Passes & { readonly name: string }) {
  const text = usePeopleText();
  const locale = useLocale();
  return (
    <li>
      <Said>{text('people.path.takes', { individual: name, exams: listed(locale, ids) })}</Said>
      {retracted.length > 0 && (
        <p className="muted small">
          {text('people.path.retracted', { revisions: listed(locale, retracted.map(String)) })}
        </p>
      )}
    </li>
  );
}

function RevenueStep({ needed }: { needed: Way['revenue'][number] }) {
  const text = usePeopleText();
  const locale = useLocale();
  const { requirement: named } = useNames();
  const { requirement, shortBy, before, products } = needed;
  const amount = money(locale, shortBy, 'USD');
  return (
    <li>
      <Said>{text('people.path.revenue', { amount, requirement: named(requirement) })}</Said>
      {before !== null && (
        <p className="muted small">{text('people.path.before', { day: day(locale, before) })}</p>
      )}
      <p className="muted small">
        {text('people.path.products', { products: listed(locale, products) })}
      </p>
    </li>
  );
}

const Said = ({ children }: { children: ReactNode }) => <strong>{children}</strong>;

/** By individual: what each has to pass or earn. */
function passSteps({ exams, certifications = [] }: Way): [string, Passes][] {
  const passes = new Map<string, Passes>();
  const all = [
    ...exams.map(({ exam, ...of }) => ({ ...of, id: exam })),
    ...certifications.map(({ certification, ...of }) => ({ ...of, id: certification })),
  ];
  for (const { individualId, id, retracted } of all) {
    const before = passes.get(individualId) ?? { ids: [], retracted: [] };
    passes.set(individualId, {
      ids: [...before.ids, id],
      retracted: retracted === undefined ? before.retracted : [...before.retracted, retracted],
    });
  }
  return [...passes];
}

/** What each further person has to pass; `null` = so many, whatever they pass. */
function hireSteps({ people, furtherIndividuals = [] }: Way): (readonly string[] | null)[] {
  if (people === 0) return [];
  return furtherIndividuals.length === 0 ? [null] : [...furtherIndividuals];
}

function listed(locale: string, parts: readonly string[]): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(parts);
}
