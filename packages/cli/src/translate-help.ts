import type { Command } from 'commander';
import type { Context } from './context.ts';
import { widthOf, wrap } from './render/width.ts';

/** Commander's own words in the operator's language, and lines broken right for wide characters. */
export const translateHelp = (command: Command, context: Context): void => {
  const { t, out } = context;
  const headings: Readonly<Record<string, string>> = {
    'Usage:': t('help.usage'),
    'Options:': t('help.options'),
    'Commands:': t('help.commands'),
    'Arguments:': t('help.arguments'),
  };
  const places = (text: string) =>
    text.replace('[options]', t('help.optionsPlace')).replace('[command]', t('help.commandPlace'));
  command
    .helpOption('-h, --help', t('help.help'))
    .configureHelp({
      helpWidth: Math.min(out.columns, 120),
      displayWidth: widthOf,
      boxWrap: (text, width) => wrap(text, width).join('\n'),
      styleTitle: (title) => out.colors.bold(headings[title] ?? title),
      styleUsage: places,
      styleSubcommandTerm: places,
    })
    .configureOutput({
      writeOut: (text) => out.write(text),
      // Usage errors are told by whoever ran the program, as coded errors.
      writeErr: (text) => out.write(text),
      outputError: () => undefined,
      getOutHasColors: () => out.colors.isColorSupported,
    })
    .exitOverride();
  for (const sub of command.commands) translateHelp(sub, context);
};
