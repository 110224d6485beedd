/** What the audit log says, in English. */
export const auditEn = {
  'audit.at': 'Time',
  'audit.who': 'Who',
  'audit.action': 'Action',
  'audit.anyAction': 'Any action',
  'audit.subject': 'On',
  'audit.outcome': 'Outcome',
  'audit.done': 'done',
  'audit.address': 'From',
  'audit.since': 'Since',
  'audit.until': 'Until',
  'audit.before': 'Before',
  'audit.after': 'After',
  'audit.none': 'No entries yet',
  'audit.export.json': 'Export JSON',
  'audit.export.csv': 'Export CSV',
  'audit.exportFailed': 'The log could not be exported',
  'audit.exportCut':
    'There are more than 50,000 entries, so the newest of them were exported. Narrow the time, or use the API.',
} as const;
