import { type CodedError, codedErrorIn, type Language } from '@mqferry/core';
import { cliErrors } from '../cli-errors.ts';
import { ClusterError } from '../cluster-error.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type Texts, textsOf } from '../texts/texts.ts';
import type { Screen } from './screen.ts';

/** The coded error behind anything thrown; what has no code becomes CLI_UNEXPECTED. */
export const codedErrorOf = (error: unknown): CodedError =>
  codedErrorIn(error) ??
  cliErrors.CLI_UNEXPECTED({ reason: error instanceof Error ? error.message : String(error) }, error);

/** Usage errors are those of the command line itself, of the files it names, and of what a sandbox shall be. */
export const exitCodeOf = (error: unknown): ExitCode => {
  const { code, status } = codedErrorOf(error);
  return /^(?:CLI|CONFIG|SANDBOX|METADATA|IMPORT|GATEWAY_TABLE|GATEWAY_HOST|ROCKETMQ_ADDRESS)_/.test(code) &&
    status === 400
    ? EXIT.USAGE
    : EXIT.FAILED;
};

const clusterOf = (error: unknown): ClusterError | undefined => {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (current instanceof ClusterError) return current;
  }
  return undefined;
};

const headOf = (error: unknown, text: string, t: Texts): string => {
  const cluster = clusterOf(error);
  if (!cluster) return t('error.headAnywhere', { text });
  return t('error.head', { text, where: t(`where.${cluster.side}`, { address: cluster.address }) });
};

/** What happened, where, and what to do about it; the code last, to be searched for. */
export const errorLines = (error: unknown, language: Language, colors: Screen['colors']): string[] => {
  const t = textsOf(language);
  const coded = codedErrorOf(error);
  const stack =
    coded.code === 'CLI_UNEXPECTED' && coded.cause instanceof Error ? coded.cause.stack : undefined;
  return [
    colors.red(headOf(error, coded.text(language), t)),
    t('error.advice', { text: coded.advice(language) }),
    colors.dim(t('error.code', { code: coded.code })),
    ...(stack ? [colors.dim(stack)] : []),
  ];
};
