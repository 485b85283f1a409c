import './day-field.css';
import { type CalendarDate, parseDate } from '@internationalized/date';
import { Button } from 'react-aria-components/Button';
import {
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
} from 'react-aria-components/Calendar';
import { DateInput, DatePicker, DateSegment } from 'react-aria-components/DatePicker';
import { Dialog } from 'react-aria-components/Dialog';
import { Group } from 'react-aria-components/Group';
import { Heading } from 'react-aria-components/Heading';
import { Label } from 'react-aria-components/Label';
import { Popover } from 'react-aria-components/Popover';
import { CalendarIcon, LeftIcon, RightIcon } from './icons.js';

const FIRST_DAY = parseDate('1990-01-01');
const LAST_DAY = parseDate('2100-12-31');

interface DayFieldProps {
  readonly label: string;
  /** `YYYY-MM-DD`. */
  readonly value: string;
  readonly onChange: (day: string) => void;
}

/** A calendar day, typed or chosen; what the service takes, from 1990 to 2100. */
export function DayField({ label, value, onChange }: DayFieldProps) {
  return (
    <DatePicker
      className="field day-field"
      value={parseDate(value)}
      minValue={FIRST_DAY}
      maxValue={LAST_DAY}
      onChange={(day: CalendarDate | null) => {
        if (day !== null) onChange(day.toString());
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
      <Popover className="popover">
        <Dialog className="dialog">
          <Month />
        </Dialog>
      </Popover>
    </DatePicker>
  );
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
