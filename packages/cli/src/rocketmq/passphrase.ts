import type { Context } from '../context.ts';
import { askSecret } from '../prompts.ts';
import { serviceErrors } from '../service/service-errors.ts';
import { lineOf } from './files.ts';

/** What seals and opens the secrets of a document. */
export interface PassphraseOptions {
  readonly secretsPassphraseFile?: string;
}

const PASSPHRASE = 'MQFERRY_SECRETS_PASSPHRASE';
const OPTION = '--secrets-passphrase-file';

const given = async (
  { secretsPassphraseFile: file }: PassphraseOptions,
  { world }: Context,
): Promise<string | undefined> => (file === undefined ? world.env[PASSPHRASE] : lineOf(file));

/** A new passphrase: from a file or the environment, or typed twice. Throws CLI_PASSWORDS_DIFFER. */
export const newPassphrase = async (options: PassphraseOptions, context: Context): Promise<string> => {
  const known = await given(options, context);
  if (known !== undefined) return known;
  const { t } = context;
  const typed = await askSecret(t('rocketmq.ask.newPassphrase'), OPTION, context);
  if ((await askSecret(t('rocketmq.ask.passphraseAgain'), OPTION, context)) !== typed)
    throw serviceErrors.CLI_PASSWORDS_DIFFER({});
  return typed;
};

/** The passphrase of a document; undefined where nobody gives one. */
export const passphraseOf = async (
  options: PassphraseOptions,
  context: Context,
): Promise<string | undefined> => {
  const known = await given(options, context);
  if (known !== undefined || !context.world.stdin.isTTY) return known;
  return (await askSecret(context.t('rocketmq.ask.passphrase'), OPTION, context)) || undefined;
};
