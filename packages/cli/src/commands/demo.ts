import type { DemoOptions } from '../demo/demo.ts';
import type { AddCommand } from './command.ts';

/** `mqferry demo`. */
export const addDemo: AddCommand = (program, context, settle) => {
  const { t } = context;
  program
    .command('demo')
    .description(t('help.demo'))
    .option('--keep', t('option.keep'))
    .action(async (options: DemoOptions) => {
      // With the sandbox it is a third of what the command line has to load.
      const { demo } = await import('../demo/demo.ts');
      settle(await demo(options, context));
    });
};
