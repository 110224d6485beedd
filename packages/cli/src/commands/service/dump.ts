import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import type { ChangeOptions } from '../../service/changes.ts';
import type {
  ChangeDumpOptions,
  CreateDumpOptions,
  DumpOperation,
  TestFilterOptions,
} from '../../service/dumps.ts';
import type { AddCommand, Settle } from '../command.ts';

const service = () => import('../../service/commands.ts');

type Add = (name: string, description: string) => Command;

/** What may be changed at any time. */
const addTuned = (command: Command, { t }: Context): Command =>
  command
    .option('--batch <COUNT>', t('option.batch'))
    .option('--rate <BYTES/s|none>', t('argument.rate'))
    .option('--attempts <COUNT|none>', t('option.attempts'))
    .option('--on-filter-error <stop|skip>', t('option.onFilterError'))
    .option('--accept-gaps <yes|no>', t('option.acceptGaps'));

const addDefinition = (add: Add, context: Context, settle: Settle): void => {
  const { t } = context;
  addTuned(
    add('create', t('help.dumpCreate'))
      .argument('<NAME>', t('argument.newName'))
      .requiredOption('--source <CLUSTER>', t('option.dumpSource'))
      .requiredOption('--topic <TOPIC>', t('option.dumpTopic'))
      .requiredOption('--target <CLUSTER>', t('option.dumpTarget'))
      .requiredOption('--target-topic <TOPIC>', t('option.dumpTargetTopic'))
      .option('--create-partitions <COUNT>', t('option.createPartitions'))
      .option('--replication-factor <COUNT>', t('option.replicationFactor'))
      .option('--start <POSITION>', t('option.dumpStart'))
      .option('--filter <CEL>', t('option.filter'))
      .option('--partitioning <keep|key>', t('option.partitioning'))
      .option('--until-now', t('option.untilNow')),
    context,
  ).action(async (name: string, options: CreateDumpOptions) =>
    settle(await (await service()).createDump(name, options, context)),
  );
  addTuned(
    add('change', t('help.dumpChange'))
      .argument('<NAME>', t('argument.dump'))
      .option('--name <NAME>', t('option.rename')),
    context,
  ).action(async (name: string, options: ChangeDumpOptions) =>
    settle(await (await service()).changeDump(name, options, context)),
  );
};

const addLooks = (add: Add, context: Context, settle: Settle): void => {
  const { t } = context;
  add('list', t('help.dumpList')).action(async (options: { json?: true }) =>
    settle(await (await service()).listDumps(options, context)),
  );
  add('show', t('help.dumpShow'))
    .argument('<NAME>', t('argument.dump'))
    .action(async (name: string, options: { json?: true }) =>
      settle(await (await service()).showDump(name, options, context)),
    );
  add('log', t('help.dumpLog'))
    .argument('<NAME>', t('argument.dump'))
    .option('--limit <COUNT>', t('option.limit'))
    .action(async (name: string, options: { json?: true; limit?: string }) =>
      settle(await (await service()).showDumpLog(name, options, context)),
    );
  add('test', t('help.dumpTest'))
    .requiredOption('--source <CLUSTER>', t('option.dumpSource'))
    .requiredOption('--topic <TOPIC>', t('option.dumpTopic'))
    .requiredOption('--filter <CEL>', t('option.filter'))
    .option('--records <COUNT>', t('option.testRecords'))
    .action(async (options: TestFilterOptions) =>
      settle(await (await service()).testFilter(options, context)),
    );
};

const OPERATIONS: readonly (readonly [name: string, operation: DumpOperation])[] = [
  ['start', 'startDump'],
  ['pause', 'pauseDump'],
  ['resume', 'resumeDump'],
  ['delete', 'deleteDump'],
];

/** `mqferry dump …`. */
export const addDump: AddCommand = (program, context, settle) => {
  const { t } = context;
  const parent = program.command('dump').description(t('help.dump'));
  const add: Add = (name, description) =>
    parent.command(name).description(description).option('--json', t('option.serviceJson'));
  addDefinition(add, context, settle);
  addLooks(add, context, settle);
  for (const [name, operation] of OPERATIONS) {
    add(name, t(`help.dump.${operation}`))
      .argument('<NAME>', t('argument.dump'))
      .option('--yes', t('option.yes'))
      .action(async (wanted: string, options: ChangeOptions) =>
        settle(await (await service()).operateDump(operation, wanted, options, context)),
      );
  }
};
