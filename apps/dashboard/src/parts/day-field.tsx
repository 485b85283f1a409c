import './day-field.css';
import {
  type CalendarDate,
  type CalendarDateTime,
  parseDate,
  parseDateTime,
} from '@internationalized/date';
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import {
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
} from 'react-aria-components/Calendar';
import { DateField } from 'react-aria-components/DateField';
import { DateInput, DatePicker, DateSegment } from 'react-aria-components/DatePicker';
import { Dialog } from 'react-aria-components/Dialog';
import { Group } from 'react-aria-components/Group';
import { Heading } from 'react-aria-components/Heading';
import { Label } from 'react-aria-components/Label';
import { Popover } from 'react-aria-components/Popover';
import { Text } from 'react-aria-components/Text';
import { CalendarIcon, LeftIcon, RightIcon } from './icons.js';

const FIRST_DAY = parseDate('1990-01-01');
const LAST_DAY = parseDate('2100-12-31');

interface DayFieldProps {
  readonly label: string;
  /** `YYYY-MM-DD`; `null` = none is chosen. */
  readonly value: string | null;
  readonly onChange: (day: string) => void;
  /** What is to be known of it. */
  readonly hint?: string;
  /** Absent = there is always a day. */
  readonly onClear?: () => void;
}

/** A calendar day, typed or chosen, in the order of the reader’s language; what the service takes, from 1990 to 2100. */
export function DayField({ label, value, hint, onChange, onClear }: DayFieldProps) {
  const [known, setKnown] = useState(value);
  // While a year is typed, its first digits are a year, too: that is shown, and not taken.
  const [typed, setTyped] = useState(() => dayIn(value));
  if (value !== known) {
    setKnown(value);
    setTyped(dayIn(value));
  }
  return (
    <DatePicker
      className="field day-field"
      value={typed}
      minValue={FIRST_DAY}
      maxValue={LAST_DAY}
      onChange={(day: CalendarDate | null) => {
        setTyped(day);
        if (day === null) onClear?.();
        else if (isTaken(day)) onChange(day.toString());
      }}
    >
      <Label>{label}</Label>
      <Group className="day-input">
        <DateInput className="day-segments">
          {(segment) => <DateSegment segment={segment} className="day-segment" />}
        </DateInput>
        <Button className="button quiet">
          <CalendarIcon />
        </Button>
      </Group>
      {hint !== undefined && (
        <Text slot="description" className="muted small">
          {hint}
        </Text>
      )}
      <Popover className="popover">
        <Dialog className="dialog">
          <Month />
        </Dialog>
      </Popover>
    </DatePicker>
  );
}

interface MomentFieldProps {
  readonly label: string;
  /** `YYYY-MM-DDThh:mm`. */
  readonly value: string;
  readonly onChange: (moment: string) => void;
}

/** A day and a time of it, to the minute, typed in the order of the reader’s language. */
export function MomentField({ label, value, onChange }: MomentFieldProps) {
  const [typed, setTyped] = useState<CalendarDateTime | null>(() => parseDateTime(value));
  return (
    <DateField
      className="field day-field"
      value={typed}
      granularity="minute"
      onChange={(moment: CalendarDateTime | null) => {
        setTyped(moment);
        if (moment !== null && isTaken(moment)) onChange(moment.toString().slice(0, 16));
      }}
    >
      <Label>{label}</Label>
      <DateInput className="day-input day-segments">
        {(segment) => <DateSegment segment={segment} className="day-segment" />}
      </DateInput>
    </DateField>
  );
}

/** Whether the service takes it: not so the first digits of a year. */
function isTaken(day: CalendarDate | CalendarDateTime): boolean {
  return day.compare(FIRST_DAY) >= 0 && day.year <= LAST_DAY.year;
}

function dayIn(value: string | null): CalendarDate | null {
  return value === null ? null : parseDate(value);
}

function Month() {
  return (
    <Calendar className="calendar">
      <header>
        <Button slot="previous" className="button quiet">
          <LeftIcon />
        </Button>
        <Heading />
        <Button slot="next" className="button quiet">
          <RightIcon />
        </Button>
      </header>
      <CalendarGrid>
        <CalendarGridHeader>
          {(weekday) => <CalendarHeaderCell>{weekday}</CalendarHeaderCell>}
        </CalendarGridHeader>
        <CalendarGridBody>
          {(date) => <CalendarCell date={date} className="calendar-day" />}
        </CalendarGridBody>
      </CalendarGrid>
    </Calendar>
  );
}
