export default {
  'access.title': 'Access records',
  'access.about':
    'Who asked this service for what. One record is of all requests of a second that are the same.',
  'access.filters': 'Which records are shown',
  'access.from': 'From',
  'access.to': 'Before',
  'access.key': 'Key’s id',
  'access.organization': 'Organization’s id',
  'access.clear': 'Clear filters',
  'access.none': 'No record fits',
  'access.table': 'Access records, the oldest first',
  'access.request': 'Request',
  'access.at': 'When',
  'access.outcome': 'Outcome',
  'access.times': 'Times',
  'access.address': 'From the address',
} as const;
