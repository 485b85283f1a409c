import {
  type AnnouncementData,
  type AnnouncementType,
  encodeAnnouncement,
  standingStreamOf,
} from '@app/alerting';
import type { EventStore } from '@app/event-store';
import { v5 as uuidV5 } from 'uuid';

const NAMESPACE = 'a3f1c9f0-4a53-5a3e-8a52-3b9b2a7b9a11';

/** An announcement that nobody has to compute: what a test does not say is of contoso's reseller tier. */
export function announcementOf(
  type: AnnouncementType,
  said: Partial<AnnouncementData> & { readonly key?: string } = {},
) {
  const { key = '', ...others } = said;
  const data: AnnouncementData = {
    organizationId: 'contoso',
    competency: 'cloud-customer-relationship-management',
    option: 'cloud-crm-reseller',
    fromTier: type === 'TierAttained' ? null : 'gold',
    toTier: type === 'TierAttained' ? 'gold' : 'silver',
    effectiveOn: '2018-03-01',
    because: [{ revision: 3, type: 'RevenueBooked', effect: 'left-the-window' }],
    look: { day: '2018-03-01', revision: 3, editions: ['sha256:a'], timeZone: 'UTC' },
    ...others,
  };
  const id = uuidV5(`${key} ${type} ${JSON.stringify(data)}`, NAMESPACE);
  return { id, data, event: encodeAnnouncement(type, id, data, Date.UTC(2018, 2, 1, 8)) };
}

/** Appends an announcement to its organization's stream, behind whatever is there; its id. */
export async function announce(
  store: EventStore,
  type: AnnouncementType,
  said: Parameters<typeof announcementOf>[1] = {},
): Promise<string> {
  const { id, data, event } = announcementOf(type, said);
  const stream = standingStreamOf(data.organizationId);
  const head = await store.head(stream);
  const result = await store.append(stream, head === null ? 'no-stream' : head.revision, [event]);
  if (result.outcome !== 'stored') throw new Error('somebody else writes the stream');
  return id;
}
