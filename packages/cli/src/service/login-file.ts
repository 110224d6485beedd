import { rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { JsonFile } from '../json-file.ts';
import { serviceErrors } from './service-errors.ts';

/** A login that is kept: an API token, or the cookie of a session as `name=value`. */
export type Credential = { readonly token: string } | { readonly session: string };

/** Where the service is, and what proves who asks. */
export type Login = { readonly url: string } & Credential;

/** Where a login is kept: $XDG_CONFIG_HOME/mqferry/service.json, else below ~/.config. */
export const loginPath = (env: NodeJS.ProcessEnv): string =>
  join(env.XDG_CONFIG_HOME || join(env.HOME || homedir(), '.config'), 'mqferry', 'service.json');

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** The login of this computer, in a file that only its user may read. */
export class LoginFile {
  readonly #file: JsonFile;

  constructor(env: NodeJS.ProcessEnv) {
    this.#file = new JsonFile(loginPath(env), {
      unreadable: serviceErrors.CLI_LOGIN_FILE_UNREADABLE,
      unwritable: serviceErrors.CLI_LOGIN_FILE_UNWRITABLE,
    });
  }

  /** Undefined when nobody is logged in. Throws CLI_LOGIN_FILE_UNREADABLE. */
  async read(): Promise<Login | undefined> {
    const content = await this.#file.read();
    if (content === undefined) return undefined;
    const { url, token, session } = (content ?? {}) as Record<string, unknown>;
    if (isText(url) && isText(token)) return { url, token };
    if (isText(url) && isText(session)) return { url, session };
    throw this.#file.unreadable('url, and token or session');
  }

  /** Throws CLI_LOGIN_FILE_UNWRITABLE. */
  write(login: Login): Promise<void> {
    return this.#file.write(login);
  }

  /** Forgets the login, if there is one. */
  remove(): Promise<void> {
    return rm(this.#file.path, { force: true });
  }
}
