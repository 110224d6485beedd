import type { Runbook } from '@mqferry/api';
import { type Command, Option } from 'commander';
import type { Context } from '../../context.ts';
import type { ChangeOptions as ConfirmedOptions, MigrationChange } from '../../service/changes.ts';
import type { ChangeOptions, CreateOptions, TopicsOptions } from '../../service/migrations.ts';
import type { ReadinessOptions } from '../../service/readiness.ts';
import type { OneSwitchOptions, SwitchOptions } from '../../service/switches.ts';
import type { WatchOptions } from '../../service/watch.ts';
import type { AddCommand, Settle } from '../command.ts';

const service = () => import('../../service/commands.ts');

type Add = (name: string, description: string) => Command;

/** What is copied, and how fast. */
const addWanted = (command: Command, { t }: Context): Command =>
  command
    .option('--topics <REGEX>', t('option.topics'))
    .option('--exclude <REGEX>', t('option.exclude'))
    .option('--groups <REGEX>', t('option.groupsCopied'))
    .option('--accept-gap <REGEX>', t('option.acceptGap'))
    .option('--mapped <REGEX>', t('option.mappedByService'))
    .option('--max-holes <COUNT>', t('option.maxHoles'))
    .option('--rate <BYTES/s|none>', t('argument.rate'));

const addDefinition = (add: Add, context: Context, settle: Settle): void => {
  const { t } = context;
  addWanted(
    add('create', t('help.migrationCreate'))
      .argument('<NAME>', t('argument.newName'))
      .requiredOption('--source <CLUSTER>', t('option.sourceName'))
      .requiredOption('--target <CLUSTER>', t('option.targetName')),
    context,
  ).action(async (name: string, options: CreateOptions) =>
    settle(await (await service()).createMigration(name, options, context)),
  );
  addWanted(
    add('change', t('help.migrationChange'))
      .argument('<NAME>', t('argument.migration'))
      .option('--name <NAME>', t('option.rename')),
    context,
  )
    .addHelpText('after', `\n${t('help.migrationChangeEmpty')}`)
    .action(async (name: string, options: ChangeOptions) =>
      settle(await (await service()).changeMigration(name, options, context)),
    );
};

const addLooks = (add: Add, context: Context, settle: Settle): void => {
  const { t } = context;
  add('list', t('help.migrationList')).action(async (options: { json?: true }) =>
    settle(await (await service()).listMigrations(options, context)),
  );
  add('show', t('help.migrationShow'))
    .argument('<NAME>', t('argument.migration'))
    .action(async (name: string, options: { json?: true }) =>
      settle(await (await service()).showMigration(name, options, context)),
    );
  add('watch', t('help.migrationWatch'))
    .argument('<NAME>', t('argument.migration'))
    .option('--until <in-step|verified>', t('option.watchUntil'))
    .action(async (name: string, options: WatchOptions) =>
      settle(await (await service()).watchMigration(name, options, context)),
    );
  add('topics', t('help.migrationTopics'))
    .argument('<NAME>', t('argument.migration'))
    .option('--search <TEXT>', t('option.search'))
    .option('--copy <STATE>', t('option.copyState'))
    .option('--verification <STATE>', t('option.verificationState'))
    .option('--traffic <STATE>', t('option.trafficState'))
    .option('--sort <COLUMN>', t('option.sort'))
    .action(async (name: string, options: TopicsOptions) =>
      settle(await (await service()).listTopics(name, options, context)),
    );
  add('readiness', t('help.migrationReadiness'))
    .argument('<NAME>', t('argument.migration'))
    .option('--scan', t('option.scan'))
    .option('--every <MINUTES|off>', t('option.every'))
    .option('--verdict <VERDICT>', t('option.verdict'))
    .action(async (name: string, options: ReadinessOptions) =>
      settle(await (await service()).showReadiness(name, options, context)),
    );
  add('events', t('help.migrationEvents'))
    .argument('<NAME>', t('argument.migration'))
    .option('--limit <COUNT>', t('option.limit'))
    .action(async (name: string, options: { json?: true; limit?: string }) =>
      settle(await (await service()).listEvents(name, options, context)),
    );
};

const CHANGES: readonly MigrationChange[] = ['start', 'pause', 'resume', 'stop', 'complete', 'delete'];

const addChanges = (add: Add, context: Context, settle: Settle): void => {
  const { t } = context;
  add('plan', t('help.migrationPlan'))
    .argument('<NAME>', t('argument.migration'))
    .action(async (name: string, options: { json?: true }) =>
      settle(await (await service()).planMigration(name, options, context)),
    );
  for (const operation of CHANGES) {
    add(operation, t(`help.migration.${operation}`))
      .argument('<NAME>', t('argument.migration'))
      .option('--yes', t('option.yes'))
      .action(async (name: string, options: ConfirmedOptions) =>
        settle(await (await service()).carryOutChange(operation, name, options, context)),
      );
  }
};

const RUNBOOKS = ['same-offset', 'order-kept', 'order-not-needed'] as const satisfies readonly Runbook[];

const addSwitches = (add: Add, context: Context, settle: Settle): void => {
  const { t } = context;
  add('switch', t('help.migrationSwitch'))
    .argument('<NAME>', t('argument.migration'))
    .requiredOption('--topics <REGEX>', t('option.switchTopics'))
    .addOption(new Option('--runbook <NAME>', t('option.runbook')).choices(RUNBOOKS).default('same-offset'))
    .option('--deny-writes', t('option.denyWrites'))
    .option('--split-units', t('option.splitUnits'))
    .option('--yes', t('option.yes'))
    .action(async (name: string, options: SwitchOptions) =>
      settle(await (await service()).beginSwitch(name, options, context)),
    );
  add('switches', t('help.migrationSwitches'))
    .argument('<NAME>', t('argument.migration'))
    .action(async (name: string, options: { json?: true }) =>
      settle(await (await service()).listSwitches(name, options, context)),
    );
  for (const [name, operation] of [
    ['switch-back', 'switchBack'],
    ['abort-switch', 'abortSwitch'],
  ] as const) {
    add(name, t(`help.migration.${operation}`))
      .argument('<NAME>', t('argument.migration'))
      .option('--switch <ID>', t('option.switch'))
      .option('--yes', t('option.yes'))
      .action(async (of: string, options: OneSwitchOptions) =>
        settle(await (await service()).changeSwitch(operation, of, options, context)),
      );
  }
};

/** `mqferry migration …`. */
export const addMigration: AddCommand = (program, context, settle) => {
  const { t } = context;
  const parent = program.command('migration').description(t('help.migration'));
  const add: Add = (name, description) =>
    parent.command(name).description(description).option('--json', t('option.serviceJson'));
  addDefinition(add, context, settle);
  addLooks(add, context, settle);
  addChanges(add, context, settle);
  addSwitches(add, context, settle);
};
