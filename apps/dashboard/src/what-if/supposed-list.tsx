import { Button } from 'react-aria-components/Button';
import { useLocale } from '../language/text.js';
import { day } from '../language/written.js';
import { WarningIcon } from '../parts/icons.js';
import { fieldsOf, type Objections, type Supposition } from './suppositions.js';
import { useWhatIfText, wordOf } from './words.js';

interface SupposedListProps {
  readonly suppositions: readonly Supposition[];
  readonly objections: Objections;
  readonly edit: (place: number) => void;
  readonly remove: (place: number) => void;
  readonly clear: () => void;
}

/** What is supposed, each in words, with what the service objects to below it. */
export function SupposedList(props: SupposedListProps) {
  const { suppositions, objections, edit, remove, clear } = props;
  const text = useWhatIfText();
  const inWords = useInWords();
  return (
    <section className="card stacked" aria-labelledby="what-if-list">
      <div className="section-head">
        <h3 id="what-if-list">{text('what-if.list')}</h3>
        {suppositions.length > 1 && (
          <Button className="button quiet" onPress={clear}>
            {text('what-if.clear')}
          </Button>
        )}
      </div>
      <ol className="supposed">
        {suppositions.map((supposition, place) => {
          const said = inWords(supposition);
          return (
            <li key={place}>
              <span>
                <strong>{text(`what-if.${supposition.type}`)}</strong>
                <br />
                {said}
              </span>
              <Objection objection={objections.get(place)} />
              <span className="supposed-doing">
                <Button
                  className="button"
                  aria-label={text('what-if.edit', { supposition: said })}
                  onPress={() => edit(place)}
                >
                  {text('what-if.editShort')}
                </Button>
                <Button
                  className="button"
                  aria-label={text('what-if.remove', { supposition: said })}
                  onPress={() => remove(place)}
                >
                  {text('what-if.removeShort')}
                </Button>
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function Objection({
  objection,
}: {
  readonly objection: Readonly<Record<string, string>> | undefined;
}) {
  const text = useWhatIfText();
  if (objection === undefined) return null;
  return (
    <div className="supposed-objection" role="alert">
      <p className="problem">
        <WarningIcon /> {text('what-if.refused')}
      </p>
      {Object.entries(objection).map(([field, detail]) => (
        <p key={field} className="problem">
          {field === '' ? detail : text('what-if.of', { name: text(wordOf(field)), what: detail })}
        </p>
      ))}
    </div>
  );
}

/** `c1, dynamics-365-plan-2, Net-new, 1234.50, USD, Nov 13, 2017`. */
function useInWords(): (supposition: Supposition) => string {
  const text = useWhatIfText();
  const locale = useLocale();
  return ({ type, fields }) =>
    fieldsOf(type)
      .map(({ name, kind }) => {
        const value = fields[name] ?? '';
        if (kind === 'choice') return text(wordOf(`${name}.${value}`));
        return kind === 'day' ? day(locale, value) : value;
      })
      .join(', ');
}
