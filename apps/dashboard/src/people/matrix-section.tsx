import { useMemo } from 'react';
import { CheckIcon, ClockIcon, PlusIcon } from '../parts/icons.js';
import { usePrinting } from '../parts/printing.js';
import { EmptyState } from '../parts/states.js';
import type { AskedRequirement } from './asked-for.js';
import { matrixColumns, othersHeld } from './columns.js';
import { Filters } from './filters.js';
import { Matrix } from './matrix.js';
import { chosenRows, type PersonRow } from './person-rows.js';
import { PrintedPeople } from './printed-people.js';
import type { PeopleSearch } from './search.js';
import { usePeopleText } from './words.js';

interface MatrixSectionProps {
  readonly rows: readonly PersonRow[];
  readonly requirements: readonly AskedRequirement[];
  readonly soonDays: number;
  readonly search: PeopleSearch;
  readonly show: (asked: PeopleSearch) => void;
}

/** Who holds what and fills which place, as it is filtered and sorted. */
export function MatrixSection(props: MatrixSectionProps) {
  const { rows, requirements, soonDays, search, show } = props;
  const text = usePeopleText();
  const isPrinting = usePrinting();
  const { find, show: who, asks, others, order } = search;
  const shown = useMemo(
    () => chosenRows(rows, { find, show: who, order }),
    [rows, find, who, order],
  );
  const columns = useMemo(() => {
    const asked = requirements.filter((each) => asks === undefined || each.option === asks);
    return matrixColumns(asked, others === '1' ? othersHeld(rows, requirements) : []);
  }, [requirements, asks, others, rows]);
  return (
    <section className="stacked" aria-labelledby="people-matrix">
      <h2 id="people-matrix">{text('people.title')}</h2>
      <Filters {...{ search, requirements }} choose={show} />
      <div className="people-legend">
        <p role="status">{text('people.count', { shown: shown.length, total: rows.length })}</p>
        <ul className="plain muted small no-print">
          <li>
            <CheckIcon /> {text('people.legend.held')}
          </li>
          <li>
            <ClockIcon /> {text('people.legend.soon', { days: soonDays })}
          </li>
          <li>
            <PlusIcon /> {text('people.legend.completes')}
          </li>
        </ul>
      </div>
      {columns.length === 0 ? (
        <EmptyState title={text('people.nothingAsked')} />
      ) : shown.length === 0 ? (
        <EmptyState title={text(rows.length === 0 ? 'people.nobodyAtAll' : 'people.nobody')} />
      ) : isPrinting ? (
        <PrintedPeople rows={shown} columns={columns} />
      ) : (
        <Matrix
          rows={shown}
          {...{ columns, order }}
          onSort={(by) => show({ order: by === '' || by === order ? undefined : by })}
          onOpen={({ person: { individualId } }, pass) => show({ person: individualId, pass })}
        />
      )}
    </section>
  );
}
