import { randomBytes } from 'node:crypto';
import { type CalendarsTable, type Database, sha256 } from '@app/database';
import type { Language, Tier } from '@app/domain';
import type { Selectable } from 'kysely';

/** Of which organizations and options a calendar shows the coming lapses; absent = of all. */
export interface NewCalendar {
  readonly organizations?: readonly string[];
  /** `competency/option`. */
  readonly options?: readonly string[];
  readonly language: Language;
}

/** A calendar, without the token that reads it. */
export interface Calendar extends NewCalendar {
  readonly id: string;
  readonly createdAt: string;
  /** The id of a key. */
  readonly createdBy: string;
}

/** A day on which an organization's tier drops, as it is known now. */
export interface ComingLapse {
  readonly organizationId: string;
  readonly competency: string;
  readonly option: string;
  readonly tier: Tier;
  readonly lapsesOn: string;
  /** The day for which it was found out, and the revision that it was found out from: both only grow. */
  readonly asOf: string;
  readonly revision: number;
}

const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const MAX_LAPSES = 5_000;

/** Makes a calendar; `token` is what the caller shows once and nobody can read again. */
export async function createCalendar(
  { db }: Database,
  { organizations, options, language }: NewCalendar,
  { now, by }: { readonly now: Date; readonly by: string },
): Promise<{ readonly calendar: Calendar; readonly token: string }> {
  const token = randomBytes(32).toString('base64url');
  const row: CalendarsTable = {
    id: randomBytes(8).toString('hex'),
    token_sha256: sha256(token),
    organizations: organizations === undefined ? null : JSON.stringify(organizations),
    options: options === undefined ? null : JSON.stringify(options),
    language,
    created_at: now.toISOString(),
    created_by: by,
  };
  await db.insertInto('calendars').values(row).execute();
  return { calendar: calendarOf(row), token };
}

/** Every calendar, the oldest first. */
export async function listCalendars({ db }: Database): Promise<Calendar[]> {
  const rows = await db
    .selectFrom('calendars')
    .selectAll()
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(calendarOf);
}

/** `false` where there is no such calendar. From then on its token reads nothing. */
export async function deleteCalendar({ db }: Database, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('calendars')
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** The calendar that `token` reads, or `null`. It is looked up by its hash, so that nothing is told by how long that takes. */
export async function calendarOfToken({ db }: Database, token: string): Promise<Calendar | null> {
  if (!TOKEN.test(token)) return null;
  const row = await db
    .selectFrom('calendars')
    .selectAll()
    .where('token_sha256', '=', sha256(token))
    .executeTakeFirst();
  return row === undefined ? null : calendarOf(row);
}

/** The lapses that a calendar shows, the next one first, at most 5,000, read from the directory of standings. */
export async function comingLapses(
  { db }: Database,
  { organizations, options }: Omit<NewCalendar, 'language'>,
): Promise<ComingLapse[]> {
  let found = db
    .selectFrom('standings')
    .select(['organization_id', 'competency', 'option', 'tier', 'lapses_on', 'as_of', 'revision'])
    .where('lapses_on', 'is not', null)
    .where('tier', 'is not', null)
    .orderBy('lapses_on')
    .orderBy('organization_id')
    .orderBy('place')
    .limit(MAX_LAPSES);
  if (organizations !== undefined) {
    found = found.where('organization_id', 'in', [...organizations]);
  }
  const rows = await found.execute();
  return rows
    .map((row) => ({
      organizationId: row.organization_id,
      competency: row.competency,
      option: row.option,
      tier: row.tier as Tier,
      lapsesOn: row.lapses_on ?? '',
      asOf: row.as_of,
      revision: row.revision,
    }))
    .filter(({ competency, option }) => options?.includes(`${competency}/${option}`) ?? true);
}

function calendarOf(row: Selectable<CalendarsTable>): Calendar {
  return {
    id: row.id,
    ...(row.organizations === null
      ? {}
      : { organizations: JSON.parse(row.organizations) as string[] }),
    ...(row.options === null ? {} : { options: JSON.parse(row.options) as string[] }),
    language: row.language as Language,
    createdAt: row.created_at,
    createdBy: row.created_by,
  };
}
