export default {
  'charts.forecast': 'Forecast without new bookings',
  'charts.today': 'Today',
  'charts.asked': 'Asked: {day}',
  'charts.lapses': 'Lapses {day}',
  'charts.needs': '{tier} needs {amount}',
  'charts.revenueOn': '{day}: {amount}',
  'charts.tierOn': '{tier} attained',
  'charts.noTierOn': 'no tier attained',
  'charts.before': '{day}: not enrolled yet',
  'charts.keys':
    'Left and right go from change to change, with Shift from day to day; Home and End to the ends; Enter shows the bookings of the day.',
  'charts.asTable': 'The same as a table',
  'charts.table': 'Days on which something changes, {from} to {to}',
  'charts.day': 'Day',
  'charts.amount': 'Revenue of twelve months',
  'charts.tier': 'Tier attained',
  'charts.moreRows': 'Show more ({left, plural, one {# row} other {# rows}} left)',
} as const;
