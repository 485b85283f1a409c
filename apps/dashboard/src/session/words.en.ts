export default {
  'session.title': 'Sign in',
  'session.key': 'Key',
  'session.keyHint': 'A key of this service, as an administrator made it: it begins with “assay_”.',
  'session.signIn': 'Sign in',
  'session.signingIn': 'Signing in',
  'session.keyMissing': 'Enter a key.',
  'session.refused':
    'This key is unknown, revoked or expired. Check that all of it was pasted, or ask an administrator for another.',
  'session.tooMany':
    'Too many attempts from your address. Try again in {seconds, plural, one {# second} other {# seconds}}.',
  'session.unreachable': 'The service does not answer. Check your connection and try again.',
  'session.other': 'The service refused: {detail}',
  'session.about': 'Which tiers you attain, why, since when, and until when.',
  'session.kept':
    'The key is kept in a cookie that no script can read, until you sign out or close the browser.',
} as const;
