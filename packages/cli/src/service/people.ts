import type { Role } from '@mqferry/api';
import { parseTime } from '../arguments/times.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { newPassword } from '../prompts.ts';
import { printJson } from '../render/json.ts';
import { tokenLines, userLines } from '../render/service/people.ts';
import { parseChoice } from './choice.ts';
import { withService } from './connect.ts';
import { findToken, findUser } from './find.ts';

interface JsonOption {
  readonly json?: true;
}
export interface NewUserOptions extends JsonOption {
  readonly role: string;
  readonly passwordStdin?: true;
}
export interface NewTokenOptions extends JsonOption {
  readonly role: string;
  readonly expires?: string;
}

const parseRole = (option: string, text: string): Role =>
  parseChoice<Role>(option, text, { viewer: true, operator: true, administrator: true });

/** `mqferry user list`. */
export const listUsers = ({ json }: JsonOption, context: Context): Promise<ExitCode> =>
  withService(context, async (client) => {
    const users = await client.listUsers({});
    if (json) printJson(context, users);
    else context.out.print(...userLines(users, context.t, context.out.colors));
    return EXIT.OK;
  });

/** `mqferry user add`. */
export const addUser = async (name: string, options: NewUserOptions, context: Context): Promise<ExitCode> => {
  const { out, t } = context;
  const role = parseRole('--role', options.role);
  return withService(context, async (client) => {
    const password = await newPassword(options, context);
    const user = await client.createUser({ body: { name, role, password } });
    if (options.json) printJson(context, user);
    else out.print(t('user.added', { name, role: t(`role.${role}`) }));
    return EXIT.OK;
  });
};

/** `mqferry user role`. */
export const changeRole = async (
  wanted: string,
  roleText: string,
  { json }: JsonOption,
  context: Context,
): Promise<ExitCode> => {
  const { out, t } = context;
  const role = parseRole('ROLE', roleText);
  return withService(context, async (client) => {
    const { id } = await findUser(client, wanted);
    const user = await client.changeUser({ params: { id }, body: { role } });
    if (json) printJson(context, user);
    else out.print(t('user.role', { name: user.name, role: t(`role.${role}`) }));
    return EXIT.OK;
  });
};

/** `mqferry user password`. */
export const changePassword = (
  wanted: string,
  options: JsonOption & { readonly passwordStdin?: true },
  context: Context,
): Promise<ExitCode> =>
  withService(context, async (client) => {
    const { id } = await findUser(client, wanted);
    const password = await newPassword(options, context);
    const user = await client.changeUser({ params: { id }, body: { password } });
    if (options.json) printJson(context, user);
    else context.out.print(context.t('user.password', { name: user.name }));
    return EXIT.OK;
  });

/** `mqferry user remove`. */
export const removeUser = (wanted: string, { json }: JsonOption, context: Context): Promise<ExitCode> =>
  withService(context, async (client) => {
    const user = await findUser(client, wanted);
    await client.deleteUser({ params: { id: user.id } });
    if (json) printJson(context, user);
    else context.out.print(context.t('user.removed', { name: user.name }));
    return EXIT.OK;
  });

/** `mqferry token list`. */
export const listTokens = ({ json }: JsonOption, context: Context): Promise<ExitCode> =>
  withService(context, async (client) => {
    const tokens = await client.listTokens({});
    if (json) printJson(context, tokens);
    else context.out.print(...tokenLines(tokens, context.t, context.out.colors));
    return EXIT.OK;
  });

/** `mqferry token add`: the secret alone goes to stdout, so that it can be piped; it is told this once. */
export const addToken = async (
  name: string,
  options: NewTokenOptions,
  context: Context,
): Promise<ExitCode> => {
  const { out, err, t } = context;
  const role = parseRole('--role', options.role);
  const expires = options.expires === undefined ? undefined : parseTime('--expires', options.expires);
  const expiresAt = expires === undefined ? null : new Date(Number(expires)).toISOString();
  return withService(context, async (client) => {
    const made = await client.createToken({ body: { name, role, expiresAt } });
    if (options.json) printJson(context, made);
    else {
      err.print(t('token.added', { name, role: t(`role.${role}`) }));
      out.print(made.secret);
    }
    return EXIT.OK;
  });
};

/** `mqferry token remove`. */
export const removeToken = (wanted: string, { json }: JsonOption, context: Context): Promise<ExitCode> =>
  withService(context, async (client) => {
    const token = await findToken(client, wanted);
    await client.deleteToken({ params: { id: token.id } });
    if (json) printJson(context, token);
    else context.out.print(context.t('token.removed', { name: token.name }));
    return EXIT.OK;
  });
