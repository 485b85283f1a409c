/** What alerts are about; those of receivers are listed where they are asked for. */
export const ALERT_TYPES = [
  'tier.attained',
  'tier.lapsed',
  'tier.at-risk',
  'tier.restated',
  'receiver.disabled',
] as const;
export type AlertType = (typeof ALERT_TYPES)[number];

/** Which alerts are shown; all of it stands in the address. */
export interface AlertsSearch {
  /** Absent = those about standings. */
  readonly type?: AlertType | undefined;
  /** Part of an organization's id. */
  readonly organization?: string | undefined;
  readonly acknowledged?: 'yes' | 'no' | undefined;
}

export function alertsSearchOf(search: Record<string, unknown>): AlertsSearch {
  const { organization, acknowledged } = search;
  const type = ALERT_TYPES.find((each) => each === search.type);
  return {
    ...(type === undefined ? {} : { type }),
    ...(typeof organization === 'string' && organization !== '' ? { organization } : {}),
    ...(acknowledged === 'yes' || acknowledged === 'no' ? { acknowledged } : {}),
  };
}
