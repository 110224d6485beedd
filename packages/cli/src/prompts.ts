import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Context } from './context.ts';
import { serviceErrors } from './service/service-errors.ts';

const silence = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });

/** What readline writes of an answer. */
const echoTo = (write: (text: string) => void): Writable =>
  new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      write(chunk.toString());
      done();
    },
  });

const ask = (
  question: string,
  isSecret: boolean,
  insteadOf: string,
  { world, err }: Context,
): Promise<string> => {
  if (!world.stdin.isTTY) {
    const what = question.replace(/[:：]\s*$/, '');
    throw serviceErrors.CLI_TERMINAL_NEEDED({ what, option: insteadOf });
  }
  const output = isSecret ? silence() : echoTo((echo) => err.write(echo));
  const lines = createInterface({ input: world.stdin, output, terminal: true });
  return new Promise<string>((resolve, reject) => {
    const cancel = () => {
      lines.off('close', cancel).close();
      err.write('\n');
      reject(serviceErrors.CLI_INPUT_ENDED({}));
    };
    lines.once('SIGINT', cancel);
    lines.once('close', cancel);
    lines.question(isSecret ? '' : question, (answer) => {
      lines.off('close', cancel);
      lines.close();
      if (isSecret) err.write('\n');
      resolve(answer);
    });
    // The terminal echoes until readline has taken it over: what is typed at once must not be seen either.
    if (isSecret) err.write(question);
  });
};

/**
 * Asks on the terminal, by stderr, so that stdout stays what the command was asked for. `insteadOf`: the option that
 * scripts use. Throws CLI_TERMINAL_NEEDED, and CLI_INPUT_ENDED on Ctrl-C and Ctrl-D.
 */
export const askText = async (question: string, insteadOf: string, context: Context): Promise<string> =>
  (await ask(question, false, insteadOf, context)).trim();

/** The same for what nobody else is to see: it is not echoed. */
export const askSecret = (question: string, insteadOf: string, context: Context): Promise<string> =>
  ask(question, true, insteadOf, context);

/** All of standard input without the line end. Throws CLI_INPUT_EMPTY. */
export const readSecret = async (option: string, { world }: Context): Promise<string> => {
  const secret = (await text(world.stdin)).replace(/\r?\n$/, '');
  if (secret === '') throw serviceErrors.CLI_INPUT_EMPTY({ option });
  return secret;
};

/** A new password: twice on the terminal, or from standard input. Throws CLI_PASSWORDS_DIFFER. */
export const newPassword = async (
  { passwordStdin }: { readonly passwordStdin?: true },
  context: Context,
): Promise<string> => {
  const option = '--password-stdin';
  if (passwordStdin) return readSecret(option, context);
  const { t } = context;
  const password = await askSecret(t('login.newPassword'), option, context);
  if ((await askSecret(t('login.passwordAgain'), option, context)) !== password)
    throw serviceErrors.CLI_PASSWORDS_DIFFER({});
  return password;
};

/** What lets a change go ahead. */
export interface ConfirmOptions {
  readonly yes?: true;
}

/** Makes sure, before anything else is done, that it can be confirmed. Throws CLI_TERMINAL_NEEDED. */
export const requireConfirmable = ({ yes }: ConfirmOptions, { world, t }: Context): void => {
  if (yes || world.stdin.isTTY) return;
  throw serviceErrors.CLI_TERMINAL_NEEDED({ what: t('confirm.what'), option: '--yes' });
};

/** Whether the operator agrees: by --yes, or when asked. */
export const isConfirmed = async ({ yes }: ConfirmOptions, context: Context): Promise<boolean> =>
  yes ?? /^(?:y|yes|是)$/i.test(await askText(context.t('confirm.question'), '--yes', context));
