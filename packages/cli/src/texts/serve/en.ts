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
    'networks in which brokers, token endpoints and the OIDC issuer have to be, such as 10.0.0.0/8,192.168.7.5; anywhere unless given',
  'option.keepTasks': 'days for which ended tasks, and what happened to migrations, are kept (90)',
  'option.oidcIssuer':
    'address of a provider of identities (OpenID Connect) by which people may log in as well',
  'option.oidcClientId': 'what this service is called there',
  'option.oidcClientSecretFile': 'file with the client secret',
  'option.oidcRoleClaim': 'claim that tells the role: a text or a list of them (groups)',
  'option.oidcAdministrators': 'values of that claim that make somebody an administrator',
  'option.oidcOperators': 'values that make somebody an operator',
  'option.oidcViewers':
    'values that make somebody a viewer; everybody whom the provider lets in unless given',
  'option.oidcScopes': 'what the provider is asked for (openid profile email)',
  'option.oidcName': 'what the login page calls it (the host of the issuer)',
  'serve.at': 'mqferry is served at {url}',
  'serve.standby': 'Another node serves. This one waits, and takes over when that one ends.',
  'serve.firstStart':
    'There is no user yet. Make the first administrator with this token, which is shown this once:\n  {token}',
  'serve.stopping': 'Stopping: requests under way are still answered. Press Ctrl-C again to end at once.',
} as const;
