import type { Client } from '@mqferry/api';
import { isCodedError } from '@mqferry/core';
import type { Context } from '../context.ts';
import { type Login, LoginFile } from './login-file.ts';
import { serviceErrors } from './service-errors.ts';
import { sessionFetch } from './session.ts';

/** The address of a service without what stands behind it. Throws CLI_SERVICE_ADDRESS_INVALID. */
export const serviceAddress = (text: string): string => {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.search !== '')
    throw serviceErrors.CLI_SERVICE_ADDRESS_INVALID({ value: text });
  return url.href.replace(/\/+$/, '');
};

/**
 * The login that counts: MQFERRY_URL and MQFERRY_TOKEN before the file. What the file holds is sent to no other service
 * than the one it came from. Throws CLI_LOGIN_MISSING and CLI_LOGIN_ELSEWHERE.
 */
export const loginOf = async (env: NodeJS.ProcessEnv): Promise<Login> => {
  const url = env.MQFERRY_URL ? serviceAddress(env.MQFERRY_URL) : undefined;
  const token = env.MQFERRY_TOKEN || undefined;
  if (url !== undefined && token !== undefined) return { url, token };
  const kept = await new LoginFile(env).read();
  if (!kept) throw serviceErrors.CLI_LOGIN_MISSING({});
  if (token !== undefined) return { url: kept.url, token };
  if (url !== undefined && url !== kept.url)
    throw serviceErrors.CLI_LOGIN_ELSEWHERE({ url, known: kept.url });
  return kept;
};

const clientFor = ({ url, ...credential }: Login, { world }: Context): Promise<Client> =>
  world.services.createClient(
    'token' in credential
      ? { url, token: credential.token }
      : { url, fetch: sessionFetch(credential.session).fetch },
  );

/** Does something with a login. Throws CLI_LOGIN_REFUSED, and the errors of the service. */
export const withLogin = async <T>(
  login: Login,
  context: Context,
  work: (client: Client) => Promise<T>,
): Promise<T> => {
  try {
    return await work(await clientFor(login, context));
  } catch (error) {
    if (!isCodedError(error, 'API_LOGIN_NEEDED')) throw error;
    throw serviceErrors.CLI_LOGIN_REFUSED({ url: login.url }, error);
  }
};

/** Does something at the service that this computer is logged in to. Throws what `loginOf` and `withLogin` throw. */
export const withService = async <T>(context: Context, work: (client: Client) => Promise<T>): Promise<T> =>
  withLogin(await loginOf(context.world.env), context, work);
