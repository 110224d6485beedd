/** What is said before and about logging in, in English. */
export const sessionEn = {
  'login.title': 'Log in',
  'login.name': 'User name',
  'login.password': 'Password',
  'login.submit': 'Log in',
  'login.external': 'Log in with {name}',
  'claim.title': 'First administrator',
  'claim.text':
    'When it was started, the service printed a token. With it the first administrator is made, once; every other user is added in the settings.',
  'claim.token': 'Token from the start of the service',
  'claim.submit': 'Make the administrator',
  'claim.login': 'Back to the login',
  'password.rule': 'At least 12 characters.',
  'session.menu': 'Account of {name}',
  'session.logout': 'Log out',
} as const;
