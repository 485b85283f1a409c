import { BookingForm } from './booking-form.js';
import {
  type FactOrProblem,
  factOfCloudEvent,
  factTooLarge,
  MAX_FACT_BYTES,
} from './cloud-events.js';
import { describeFault, type JsonFault } from './json-faults.js';

/** The fact that one CloudEvent's JSON text carries, or why it carries none. */
export function factOfText(text: string): FactOrProblem {
  if (isLongerThan(text, MAX_FACT_BYTES)) return factTooLarge();
  const parsed = BOOKINGS.parse(text);
  if (parsed.fault !== undefined) return malformed(parsed.fault);
  return factOfCloudEvent(parsed.value);
}

const BOOKINGS = new BookingForm();

/** Whether `text` takes more than `bytes` bytes of UTF-8. */
export function isLongerThan(text: string, bytes: number): boolean {
  // A code unit takes one byte at least and three at most.
  if (text.length > bytes) return true;
  return text.length * 3 > bytes && Buffer.byteLength(text) > bytes;
}

/** The problem of bytes that are not acceptable JSON. */
export function malformed(fault: JsonFault): FactOrProblem {
  return {
    problem: {
      code: 'malformed-json',
      detail: `this is not acceptable JSON: ${describeFault(fault)}`,
    },
  };
}

/** The problem of bytes that are not UTF-8. */
export function notUtf8(): FactOrProblem {
  return { problem: { code: 'malformed-json', detail: 'this is not UTF-8' } };
}
