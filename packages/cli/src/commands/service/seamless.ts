import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import type { BeginBatchOptions, BroadcastReadOptions } from '../../service/seamless/batches.ts';
import type { ListClientsOptions, ListGroupsOptions } from '../../service/seamless/clients.ts';
import type { StepOptions } from '../../service/seamless/step.ts';
import type {
  ChangeTaskOptions,
  CreateTaskOptions,
  GatewaysOptions,
  TaskChange,
} from '../../service/seamless/tasks.ts';
import type { AddTopicsOptions, ListTopicsOptions } from '../../service/seamless/topics.ts';
import type { AddCommand, Settle } from '../command.ts';
import { repeated } from '../rocketmq-options.ts';

const seamless = () => import('../../service/seamless/commands.ts');

interface JsonOption {
  readonly json?: true;
}

/** Makes a command; `addFor` makes one whose first argument is a migration. */
interface Making {
  readonly add: (name: string, description: string) => Command;
  readonly addFor: (name: string, description: string) => Command;
}

const CHANGES: readonly TaskChange[] = ['pause', 'resume', 'complete', 'delete'];

const addTasks = ({ add, addFor }: Making, context: Context, settle: Settle): void => {
  const { t } = context;
  add('list', t('help.seamlessList')).action(async (options: JsonOption) =>
    settle(await (await seamless()).listTasks(options, context)),
  );
  add('create', t('help.seamlessCreate'))
    .argument('<NAME>', t('argument.newName'))
    .requiredOption('--source <CLUSTER>', t('option.sourceName'))
    .requiredOption('--target <CLUSTER>', t('option.targetName'))
    .option('--mode <route|proxy|batches>', t('option.seamlessMode'))
    .action(async (name: string, options: CreateTaskOptions) =>
      settle(await (await seamless()).createTask(name, options, context)),
    );
  addFor('show', t('help.seamlessShow')).action(async (name: string, options: JsonOption) =>
    settle(await (await seamless()).showTask(name, options, context)),
  );
  for (const change of CHANGES) {
    addFor(change, t(`help.seamless.${change}`))
      .option('--yes', t('option.yes'))
      .action(async (name: string, options: ChangeTaskOptions) =>
        settle(await (await seamless()).changeTask(change, name, options, context)),
      );
  }
};

const addTopics = ({ addFor }: Making, context: Context, settle: Settle): void => {
  const { t } = context;
  addFor('topics', t('help.seamlessTopics'))
    .option('--search <TEXT>', t('option.search'))
    .option('--state <STATE>', t('option.seamlessState'))
    .option('--health <HEALTH>', t('option.seamlessHealth'))
    .option('--sort <COLUMN>', t('option.seamlessSort'))
    .action(async (name: string, options: ListTopicsOptions) =>
      settle(await (await seamless()).listTopics(name, options, context)),
    );
  addFor('topic', t('help.seamlessTopic'))
    .argument('<TOPIC>', t('argument.seamlessTopic'))
    .action(async (name: string, topic: string, options: JsonOption) =>
      settle(await (await seamless()).showTopic(name, topic, options, context)),
    );
  addFor('scan', t('help.seamlessScan')).action(async (name: string, options: JsonOption) =>
    settle(await (await seamless()).scan(name, options, context)),
  );
  addFor('add', t('help.seamlessAdd'))
    .argument('<TOPIC...>', t('argument.seamlessTopic'))
    .option('--ordered', t('option.seamlessOrdered'))
    .action(async (name: string, topics: readonly string[], options: AddTopicsOptions) =>
      settle(await (await seamless()).addTopics(name, topics, options, context)),
    );
  addFor('remove', t('help.seamlessRemove'))
    .argument('<TOPIC...>', t('argument.seamlessTopic'))
    .action(async (name: string, topics: readonly string[], options: JsonOption) =>
      settle(await (await seamless()).removeTopics(name, topics, options, context)),
    );
};

const addStep = ({ addFor }: Making, context: Context, settle: Settle): void => {
  const { t } = context;
  addFor('step', t('help.seamlessStep'))
    .argument('<forward|back|hold|release>', t('argument.motion'))
    .argument('[TOPIC...]', t('argument.seamlessTopic'))
    .option('--all', t('option.seamlessAll'))
    .option('--force <CHECK>', t('option.seamlessForce'), repeated)
    .option('--dry-run', t('option.seamlessDryRun'))
    .option('--yes', t('option.yes'))
    .addHelpText('after', `\n${t('help.seamlessStepExample')}`)
    .action(async (name: string, motion: string, topics: readonly string[], options: StepOptions) =>
      settle(await (await seamless()).step(name, motion, topics, options, context)),
    );
};

const addBatches = ({ addFor }: Making, context: Context, settle: Settle): void => {
  const { t } = context;
  addFor('batches', t('help.seamlessBatches')).action(async (name: string, options: JsonOption) =>
    settle(await (await seamless()).showBatches(name, options, context)),
  );
  addFor('begin-batch', t('help.seamlessBeginBatch'))
    .argument('<STAGE>', t('argument.batchStage'))
    .option('--ordered', t('option.batchOrdered'))
    .option('--yes', t('option.yes'))
    .action(async (name: string, stage: string, options: BeginBatchOptions) =>
      settle(await (await seamless()).beginBatch(name, stage, options, context)),
    );
  addFor('broadcast-read', t('help.seamlessBroadcastRead'))
    .argument('<GROUP>', t('argument.broadcastGroup'))
    .option('--undo', t('option.broadcastUndo'))
    .option('--yes', t('option.yes'))
    .action(async (name: string, group: string, options: BroadcastReadOptions) =>
      settle(await (await seamless()).broadcastRead(name, group, options, context)),
    );
};

const addLooks = ({ addFor }: Making, context: Context, settle: Settle): void => {
  const { t } = context;
  addFor('gateways', t('help.seamlessGateways'))
    .option('--forget <GATEWAY>', t('option.seamlessForget'))
    .action(async (name: string, options: GatewaysOptions) =>
      settle(await (await seamless()).showGateways(name, options, context)),
    );
  addFor('clients', t('help.seamlessClients'))
    .option('--straight', t('option.seamlessStraight'))
    .option('--search <TEXT>', t('option.seamlessSearch'))
    .action(async (name: string, options: ListClientsOptions) =>
      settle(await (await seamless()).listClients(name, options, context)),
    );
  addFor('groups', t('help.seamlessGroups'))
    .option('--not-moved', t('option.seamlessNotMoved'))
    .option('--search <TEXT>', t('option.seamlessSearch'))
    .action(async (name: string, options: ListGroupsOptions) =>
      settle(await (await seamless()).listGroups(name, options, context)),
    );
  addFor('log', t('help.seamlessLog'))
    .option('--limit <COUNT>', t('option.limit'))
    .action(async (name: string, options: JsonOption & { limit?: string }) =>
      settle(await (await seamless()).showLog(name, options, context)),
    );
};

/** `mqferry rocketmq migration …`; the program is `mqferry rocketmq`. */
export const addSeamless: AddCommand = (rocketmq, context, settle) => {
  const { t } = context;
  const parent = rocketmq.command('migration').description(t('help.seamless'));
  const add = (name: string, description: string): Command =>
    parent.command(name).description(description).option('--json', t('option.serviceJson'));
  const making: Making = {
    add,
    addFor: (name, description) => add(name, description).argument('<NAME>', t('argument.seamless')),
  };
  addTasks(making, context, settle);
  addTopics(making, context, settle);
  addStep(making, context, settle);
  addBatches(making, context, settle);
  addLooks(making, context, settle);
};
