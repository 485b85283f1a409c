import type { Schemas } from '../api/client.js';
import { useNames } from '../parts/names.js';
import { type Edition, useSaidInEdition } from './said.js';
import { useProgramsText } from './words.js';

type Requirement = Schemas['Requirement'];
type Citation = Schemas['Citation'];

interface RequirementProps {
  readonly requirement: Requirement;
  readonly edition: Edition;
}

/** What a tier asks for, in sentences, with the sentences of the document that say so. */
export function RequirementText({ requirement, edition }: RequirementProps) {
  const names = useNames();
  return (
    <div className="rule">
      <h5>{names.requirement(requirement.id)}</h5>
      <Asked requirement={requirement} edition={edition} />
      <Citations citations={requirement.citations} />
    </div>
  );
}

function Asked({ requirement, edition }: RequirementProps) {
  const text = useProgramsText();
  const said = useSaidInEdition(edition);
  switch (requirement.kind) {
    case 'all-of':
    case 'any-of':
      return (
        <>
          <p>{text(`programs.${requirement.kind}`)}</p>
          <ul className="rule-parts">
            {requirement.of.map((part) => (
              <li key={part.id}>
                <RequirementText requirement={part} edition={edition} />
              </li>
            ))}
          </ul>
        </>
      );
    case 'qualified-individuals':
      return <People requirement={requirement} edition={edition} />;
    default:
      return said.sentences(requirement).map((sentence) => <p key={sentence}>{sentence}</p>);
  }
}

function People(props: { requirement: Schemas['PeopleRequirement']; edition: Edition }) {
  const { requirement, edition } = props;
  const text = useProgramsText();
  const said = useSaidInEdition(edition);
  const { alternatives } = requirement;
  return alternatives.map((groups, place) => (
    <div key={place}>
      {alternatives.length > 1 && <p>{text('programs.alternative', { number: place + 1 })}</p>}
      <ul className="rule-parts">
        {groups.map(({ places, holds, individuals }, group) => (
          <li key={group}>
            {text('programs.places', { places, holds: said.holding(holds) })}
            {group > 0 && individuals === 'others' && (
              <span className="muted"> – {text('programs.others')}</span>
            )}
          </li>
        ))}
      </ul>
    </div>
  ));
}

/** The sentences of the documents, in their own language. */
export function Citations({ citations }: { citations: readonly Citation[] }) {
  const text = useProgramsText();
  if (citations.length === 0) return null;
  return (
    <ul className="citations muted small" aria-label={text('programs.citations')}>
      {citations.map(({ document, heading, says }) => (
        <li key={`${document} ${heading} ${says ?? ''}`}>
          {says === undefined
            ? text('programs.see', { document, heading })
            : text('programs.says', { says, document, heading })}
        </li>
      ))}
    </ul>
  );
}
