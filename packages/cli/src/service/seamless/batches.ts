import type { Context } from '../../context.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { type ConfirmOptions, isConfirmed, requireConfirmable } from '../../prompts.ts';
import { printJson } from '../../render/json.ts';
import { batchesLines } from '../../render/service/seamless/batches.ts';
import { wrap } from '../../render/width.ts';
import { parseChoice } from '../choice.ts';
import { withService } from '../connect.ts';
import { findSeamlessTask } from '../find.ts';
import type { BatchStage, SeamlessBatches, TopicKind } from './views.ts';

interface JsonOption {
  readonly json?: true;
}
export interface BeginBatchOptions extends JsonOption, ConfirmOptions {
  readonly ordered?: true;
}
export interface BroadcastReadOptions extends JsonOption, ConfirmOptions {
  readonly undo?: true;
}

const STAGES: Readonly<Record<BatchStage, true>> = {
  ...{ 'target-ready': true, 'some-consumers': true, 'some-producers': true, 'all-producers': true },
  ...{ 'source-drained': true, 'remaining-consumers': true },
};

/** `mqferry rocketmq migration batches`: exit code 1 when something was done in the wrong order. */
export const showBatches = (wanted: string, { json }: JsonOption, context: Context): Promise<ExitCode> =>
  withService(context, async (client) => {
    const { id, name } = await findSeamlessTask(client, wanted);
    const batches = await client.getSeamlessBatches({ params: { id } });
    if (json) printJson(context, batches);
    else context.out.print(...batchesLines(batches, name, context));
    return batches.batches.some(({ alarms }) => alarms.length > 0) ? EXIT.FAILED : EXIT.OK;
  });

/** What has no other kind beside it need not be named. */
const kindOf = ({ batches }: SeamlessBatches, { ordered }: BeginBatchOptions): TopicKind => {
  if (ordered) return 'ordered';
  return batches.length === 1 ? batches[0]!.kind : 'ordinary';
};

/**
 * `mqferry rocketmq migration begin-batch`: tells what is to be done, asks, and has the service look whether that would lose
 * anything. Exit code 1 when it was not confirmed. Throws CLI_CHOICE_INVALID, CLI_TERMINAL_NEEDED, and why it must not begin.
 */
export const beginBatch = async (
  wanted: string,
  stageName: string,
  options: BeginBatchOptions,
  context: Context,
): Promise<ExitCode> => {
  const stage = parseChoice<BatchStage>('stage', stageName, STAGES);
  requireConfirmable(options, context);
  const { out, err, language, t } = context;
  return withService(context, async (client) => {
    const { id, name } = await findSeamlessTask(client, wanted);
    const params = { id };
    const before = await client.getSeamlessBatches({ params });
    const kind = kindOf(before, options);
    const toDo = before.batches
      .find((batch) => batch.kind === kind)
      ?.stages.find((each) => each.stage === stage)?.toDo;
    const screen = options.json ? err : out;
    if (toDo && !(options.json && options.yes)) screen.print(...wrap(toDo[language], screen.width));
    if (!(await isConfirmed(options, context))) {
      err.print(t('change.declined'));
      return EXIT.FAILED;
    }
    const begun = await client.beginSeamlessBatch({ params, body: { kind, stage } });
    if (options.json) printJson(context, begun);
    else out.print(out.colors.green(t('seamless.batchBegun', { stage, name })));
    return EXIT.OK;
  });
};

/**
 * `mqferry rocketmq migration broadcast-read`: says that consumers have read, which no broker knows, or takes it back. Exit code 1
 * when it was not confirmed. Throws CLI_TERMINAL_NEEDED.
 */
export const broadcastRead = async (
  wanted: string,
  group: string,
  options: BroadcastReadOptions,
  context: Context,
): Promise<ExitCode> => {
  const read = !options.undo;
  if (read) requireConfirmable(options, context);
  const { out, err, t } = context;
  return withService(context, async (client) => {
    const { id, name } = await findSeamlessTask(client, wanted);
    const screen = options.json ? err : out;
    if (read && !(options.json && options.yes))
      screen.print(...wrap(t('seamless.broadcastNote', { group }), screen.width));
    if (read && !(await isConfirmed(options, context))) {
      err.print(t('change.declined'));
      return EXIT.FAILED;
    }
    const said = await client.sayBroadcastRead({ params: { id }, body: { group, read } });
    if (options.json) printJson(context, said);
    else
      out.print(
        out.colors.green(t(read ? 'seamless.broadcastSaid' : 'seamless.broadcastUnsaid', { group, name })),
      );
    return EXIT.OK;
  });
};
