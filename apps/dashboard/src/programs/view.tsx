import '../parts/sheet.css';
import './programs.css';
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute } from '@tanstack/react-router';
import { programsQuery } from '../api/queries.js';
import { ViewHeading } from '../frame/view-heading.js';
import { OnlyFor } from '../parts/only-for.js';
import { EmptyState, ErrorPanel, Loading } from '../parts/states.js';
import { READERS } from '../session/roles.js';
import { EditionText } from './edition.js';
import { useProgramsText } from './words.js';

export const view = createLazyRoute('/signed-in/programs')({ component: Programs });

function Programs() {
  const text = useProgramsText();
  return (
    <div className="view">
      <ViewHeading title={text('programs.title')} />
      <OnlyFor roles={READERS}>
        <Rules />
      </OnlyFor>
    </div>
  );
}

function Rules() {
  const text = useProgramsText();
  const { data, error, refetch } = useQuery(programsQuery);
  if (error !== null) return <ErrorPanel error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading lines={8} />;
  if (data.programs.length === 0) return <EmptyState title={text('programs.none')} />;
  return (
    <>
      <p className="muted">{text('programs.about')}</p>
      {data.programs.map(({ id, name, editions }) => (
        <section key={id} className="stacked">
          <h2>{name}</h2>
          {[...editions].reverse().map((edition) => (
            <EditionText key={edition.id} edition={edition} />
          ))}
        </section>
      ))}
    </>
  );
}
