import { Hidden } from '@mqferry/core';
import type { Context } from '../context.ts';
import { askSecret } from '../prompts.ts';
import { lineOf } from './files.ts';

/** Where scripts put the secret key: arguments are seen by every user of a machine. */
const SECRET = 'MQFERRY_ROCKETMQ_SECRET_KEY';

/** The secret key of an access key: from a file, from the environment, or typed. Throws CLI_FILE_UNREADABLE and CLI_TERMINAL_NEEDED. */
export const secretKeyOf = async (
  { secretKeyFile }: { readonly secretKeyFile?: string },
  context: Context,
): Promise<Hidden> => {
  const { world, t } = context;
  const given = secretKeyFile === undefined ? world.env[SECRET] : await lineOf(secretKeyFile);
  return new Hidden(given ?? (await askSecret(t('rocketmq.ask.secretKey'), '--secret-key-file', context)));
};
