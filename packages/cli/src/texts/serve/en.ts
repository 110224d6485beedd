/** What is said of the service, in English. */
export const serveEn = {
  'help.serve': 'run the service with its console and API until Ctrl-C',
  'option.data': 'folder for what the service keeps ({default})',
  'option.database': 'postgres://… in place of the SQLite in the data folder, for several nodes',
  'option.listen': 'where to listen ({default})',
  'option.keyFile':
    'file with the key that seals secrets in the database: 32 bytes as Base64; else MQFERRY_KEY, else one that is made in the data folder',
  'option.behindHttps':
    'browsers reach the service by https, through a proxy: session cookies go over nothing else',
  'option.allowNetworks':
    'networks in which the brokers of clusters have to be, such as 10.0.0.0/8,192.168.7.5; anywhere unless given',
  'serve.at': 'mqferry is served at {url}',
  'serve.standby': 'Another node serves. This one waits, and takes over when that one ends.',
  'serve.firstStart':
    'There is no user yet. Make the first administrator with this token, which is shown this once:\n  {token}',
  'serve.stopping': 'Stopping: requests under way are still answered. Press Ctrl-C again to end at once.',
} as const;
