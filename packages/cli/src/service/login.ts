import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { askSecret, askText, newPassword, readSecret } from '../prompts.ts';
import { codedErrorOf } from '../render/error.ts';
import { printJson } from '../render/json.ts';
import { loginOf, serviceAddress, withLogin } from './connect.ts';
import { type Login, LoginFile, loginPath } from './login-file.ts';
import { sessionFetch } from './session.ts';

export interface LoginOptions {
  readonly tokenStdin?: true;
  readonly claim?: true;
  readonly json?: true;
}

const TOKEN_OPTION = '--token-stdin';
const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/** Whether a password would go to another machine in the clear. */
const isExposed = (url: string): boolean => {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && !LOOPBACK.test(hostname);
};

/** Logs a person in, and gives the cookie of the session. */
const beginSession = async (url: string, { claim }: LoginOptions, context: Context): Promise<string> => {
  const { world, t } = context;
  const { fetch, cookie } = sessionFetch();
  const client = await world.services.createClient({ url, fetch });
  const token = claim ? await askSecret(t('login.firstToken'), TOKEN_OPTION, context) : undefined;
  const name = await askText(t('login.name'), TOKEN_OPTION, context);
  if (token === undefined) {
    const password = await askSecret(t('login.password'), TOKEN_OPTION, context);
    await client.login({ body: { name, password } });
  } else {
    await client.claim({ body: { token, name, password: await newPassword({}, context) } });
  }
  return cookie() ?? '';
};

/**
 * Logs this computer in: with an API token from standard input, or else with user name and password. Of the latter the
 * session is kept, not an API token made by it: a session ends with its user, follows the role of that user, is known to
 * the audit log by that user's name, and ends by itself when it is not used; a token would do none of that, and not
 * every role may make one. Programs, which nobody logs in, take tokens.
 */
export const login = async (address: string, options: LoginOptions, context: Context): Promise<ExitCode> => {
  const { world, out, err, t } = context;
  const url = serviceAddress(address);
  if (isExposed(url)) err.print(err.colors.yellow(t('warning.head', { text: t('login.exposed', { url }) })));
  const made: Login = options.tokenStdin
    ? { url, token: await readSecret(TOKEN_OPTION, context) }
    : { url, session: await beginSession(url, options, context) };
  const who = await withLogin(made, context, (client) => client.whoAmI({}));
  await new LoginFile(world.env).write(made);
  if (options.json) printJson(context, who);
  else out.print(t('login.done', { ...who, url, role: t(`role.${who.role}`), file: loginPath(world.env) }));
  return EXIT.OK;
};

/** Ends the session, and forgets the login of this computer. A token stays valid for whoever else has it. */
export const logout = async (context: Context): Promise<ExitCode> => {
  const { world, out, err, language, t } = context;
  const file = new LoginFile(world.env);
  const kept = await file.read();
  if (!kept) {
    out.print(t('logout.none'));
    return EXIT.OK;
  }
  await file.remove();
  if ('session' in kept) {
    await withLogin(kept, context, (client) => client.logout({})).catch((error: unknown) => {
      const text = t('logout.unended', { reason: codedErrorOf(error).text(language) });
      err.print(err.colors.yellow(t('warning.head', { text })));
    });
  }
  out.print(t('logout.done', { url: kept.url }));
  return EXIT.OK;
};

/** Tells who this computer is at the service. */
export const whoAmI = async ({ json }: { readonly json?: true }, context: Context): Promise<ExitCode> => {
  const { world, out, t } = context;
  const known = await loginOf(world.env);
  const who = await withLogin(known, context, (client) => client.whoAmI({}));
  if (json) printJson(context, who);
  else out.print(t(`whoAmI.${who.kind}`, { name: who.name, role: t(`role.${who.role}`), url: known.url }));
  return EXIT.OK;
};
