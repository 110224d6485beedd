import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { printJson } from '../render/json.ts';
import { documentLines, documentTable } from '../render/rocketmq/document.ts';
import { type InputOptions, readInput } from './read-input.ts';

export interface InspectOptions extends InputOptions {
  readonly json?: true;
}

/** `mqferry rocketmq inspect`: what a document holds; nothing is asked of any cluster. */
export const inspectMetadata = async (
  files: readonly string[],
  options: InspectOptions,
  context: Context,
): Promise<ExitCode> => {
  const { document } = await readInput(files, options, context, false);
  if (options.json) printJson(context, document);
  else context.out.print(...documentLines(document, context), '', ...documentTable(document, context));
  return EXIT.OK;
};
