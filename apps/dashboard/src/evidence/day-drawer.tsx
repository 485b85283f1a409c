import '../parts/sheet.css';
import './evidence.css';
import { useQuery } from '@tanstack/react-query';
import { useAskedTime } from '../frame/everywhere.js';
import { useLocale } from '../language/text.js';
import { day as dayText, money } from '../language/written.js';
import type { AskedRequirement } from '../organization/search.js';
import { Drawer } from '../parts/drawer.js';
import { useNames } from '../parts/names.js';
import { ErrorPanel, Loading } from '../parts/states.js';
import { aroundDayQuery, type WindowChange } from './around-day.js';
import { PiecesTable } from './pieces-table.js';
import { totalOf } from './total.js';
import { useEvidenceText } from './words.js';

interface DayDrawerProps {
  readonly organizationId: string;
  readonly asked: AskedRequirement;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly close: () => void;
}

/** Why the revenue of twelve months changes on a day: the bookings that enter, and those that leave. */
export default function DayDrawer({ organizationId, asked, day, close }: DayDrawerProps) {
  const text = useEvidenceText();
  const locale = useLocale();
  const names = useNames();
  const around = aroundDayQuery(organizationId, asked, day, useAskedTime());
  const { data, error, refetch } = useQuery(around);
  return (
    <Drawer title={text('evidence.day.title', { day: dayText(locale, day) })} close={close}>
      <p className="muted">
        {text('evidence.day.of', {
          option: names.option(asked.option),
          requirement: names.requirement(asked.requirement),
        })}
      </p>
      {error !== null ? (
        <ErrorPanel error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading lines={6} />
      ) : (
        <>
          <Bookings
            organizationId={organizationId}
            title={text('evidence.day.enters')}
            none={text('evidence.day.noneEnters')}
            isWhole={data.total === data.changes.length}
            bookings={bookingsThat('enters', data.changes)}
          />
          <Bookings
            organizationId={organizationId}
            title={text('evidence.day.leaves')}
            none={text('evidence.day.noneLeaves')}
            isWhole={data.total === data.changes.length}
            bookings={bookingsThat('leaves', data.changes)}
          />
          {data.total > data.changes.length && (
            <p>{text('evidence.day.more', { listed: data.changes.length, total: data.total })}</p>
          )}
        </>
      )}
    </Drawer>
  );
}

function bookingsThat(effect: WindowChange['effect'], changes: readonly WindowChange[]) {
  return changes.flatMap((change) => (change.effect === effect ? [change.booking] : []));
}

interface BookingsProps {
  readonly organizationId: string;
  readonly title: string;
  readonly none: string;
  /** Whether every booking is among them: only then they have a total. */
  readonly isWhole: boolean;
  readonly bookings: readonly WindowChange['booking'][];
}

function Bookings({ organizationId, title, none, isWhole, bookings }: BookingsProps) {
  const text = useEvidenceText();
  const locale = useLocale();
  const total = totalOf(bookings.map(({ amount }) => amount));
  return (
    <section className="stacked">
      <div className="section-head">
        <h3>{title}</h3>
        {isWhole && bookings.length > 0 && (
          <strong className="number">
            {text('evidence.day.total', { amount: money(locale, total, 'USD') })}
          </strong>
        )}
      </div>
      {bookings.length === 0 ? (
        <p className="muted">{none}</p>
      ) : (
        <PiecesTable
          organizationId={organizationId}
          label={title}
          pieces={bookings}
          judged={false}
        />
      )}
    </section>
  );
}
