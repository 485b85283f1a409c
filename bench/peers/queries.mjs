/** What the SQL peers are asked. All three speak enough of the same SQL; what differs is an argument. */

/**
 * The revenue that counts as entry and expiry steps, summed by day, run up, and turned into tiers: one sort and no range join, the
 * fastest way we know to say it. A booking of 29 February expires on 1 March, any other a calendar year later.
 */
export function historyQuery({ expiry, asSum }) {
  return `
    WITH counted AS (
      SELECT b.number, b.booked_on, b.cents
      FROM bookings b JOIN associations a
        ON a.number = b.number AND a.customer = b.customer
        AND b.booked_on >= a.from_day AND (a.to_day IS NULL OR b.booked_on < a.to_day)
      WHERE b.product IN (0, 1) AND b.net_new = 1
    ), steps AS (
      SELECT number, day, ${asSum('sum(change)')} AS change FROM (
        SELECT number, booked_on AS day, cents AS change FROM counted
        UNION ALL
        SELECT number, ${expiry('booked_on')} AS day, -cents AS change FROM counted
      ) AS both_steps GROUP BY number, day
    ), running AS (
      SELECT number, day,
        sum(change) OVER (PARTITION BY number ORDER BY day ROWS UNBOUNDED PRECEDING) AS total
      FROM steps
    ), tiers AS (
      SELECT r.number, r.day,
        CASE WHEN o.market = 'developed'
          THEN CASE WHEN r.total >= 30000000 THEN 2 WHEN r.total >= 10000000 THEN 1 ELSE 0 END
          ELSE CASE WHEN r.total >= 15000000 THEN 2 WHEN r.total >= 5000000 THEN 1 ELSE 0 END
        END AS tier
      FROM running r JOIN organizations o ON o.number = r.number
    ), changes AS (
      SELECT number, day, tier,
        lag(tier, 1, 0) OVER (PARTITION BY number ORDER BY day) AS before FROM tiers
    )
    SELECT number, day, tier FROM changes WHERE tier <> before`;
}

/** The cents that count on a day; both ends are those of the window (from, to]. */
export function revenueQuery(from, to) {
  return `
    SELECT coalesce(sum(b.cents), 0) AS cents
    FROM bookings b JOIN associations a
      ON a.number = b.number AND a.customer = b.customer
      AND b.booked_on >= a.from_day AND (a.to_day IS NULL OR b.booked_on < a.to_day)
    WHERE b.net_new = 1 AND b.product IN (0, 1) AND b.booked_on > ${from} AND b.booked_on <= ${to}`;
}

/** The first day that no longer counts `day`'s bookings is a day after this one: twelve months before `asOf`, on the calendar. */
export function windowOf(asOf) {
  const date = new Date(asOf * 86_400_000);
  const year = date.getUTCFullYear() - 1;
  const lastOfMonth = new Date(Date.UTC(year, date.getUTCMonth() + 1, 0)).getUTCDate();
  const day = Math.min(date.getUTCDate(), lastOfMonth);
  const after = new Date(Date.UTC(year, date.getUTCMonth(), day));
  return { after: textOf(after), upTo: textOf(date) };
}

export function textOf(date) {
  return date.toISOString().slice(0, 10);
}
