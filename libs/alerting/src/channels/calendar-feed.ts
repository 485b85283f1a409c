import type { Language } from '@app/domain';
import { ICalAlarmType, ICalCalendar, ICalEventTransparency } from 'ical-generator';
import type { ComingLapse } from './calendars.js';
import { MESSAGE_WORDS } from './words.js';

const DAY_MS = 86_400_000;
const DAY_SECONDS = 86_400;
/** How often a reader should look again. */
const REFRESH_SECONDS = 3_600;

/**
 * The calendar of `lapses` in iCalendar (RFC 5545): an all-day event for each, with a reminder `leads` days before it. An option of an
 * organization has one event for ever, which moves with its lapse: its UID does not change, its SEQUENCE only grows.
 */
export function calendarFeed(
  lapses: readonly ComingLapse[],
  { language, leads }: { readonly language: Language; readonly leads: readonly number[] },
): string {
  const words = MESSAGE_WORDS[language];
  const calendar = new ICalCalendar({
    name: words.calendar,
    prodId: { company: 'Assay', product: 'lapses', language: language.toUpperCase() },
    ttl: REFRESH_SECONDS,
  });
  for (const { organizationId, competency, option, tier, lapsesOn, asOf, revision } of lapses) {
    const place = { organization: organizationId, option: `${competency}/${option}` };
    const found = new Date(`${asOf}T00:00:00Z`);
    const event = calendar.createEvent({
      id: `${organizationId}/${competency}/${option}@lapses.assay`,
      summary: words.lapse({ ...place, tier: words.tier(tier) }),
      start: new Date(`${lapsesOn}T00:00:00Z`),
      allDay: true,
      timezone: 'UTC',
      transparency: ICalEventTransparency.TRANSPARENT,
      stamp: found,
      lastModified: found,
      sequence: revision + found.getTime() / DAY_MS,
    });
    for (const days of leads) {
      event.createAlarm({
        type: ICalAlarmType.display,
        triggerBefore: days * DAY_SECONDS,
        description: words.notice(days),
      });
    }
  }
  return calendar.toString();
}
