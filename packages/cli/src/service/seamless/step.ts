import type { Context } from '../../context.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { type ConfirmOptions, isConfirmed, requireConfirmable } from '../../prompts.ts';
import { printJson } from '../../render/json.ts';
import { grouped } from '../../render/numbers.ts';
import { stepPlanLines } from '../../render/service/seamless/step-plan.ts';
import { parseChoice } from '../choice.ts';
import { withService } from '../connect.ts';
import { findSeamlessTask } from '../find.ts';
import { serviceErrors } from '../service-errors.ts';
import type { CheckId, Motion, SeamlessStepPlan, StepRequest } from './views.ts';

export interface StepOptions extends ConfirmOptions {
  readonly all?: true;
  readonly force?: readonly string[];
  readonly dryRun?: true;
  readonly json?: true;
}

const MOTIONS: Readonly<Record<Motion, true>> = { forward: true, back: true, hold: true, release: true };

const CHECKS: Readonly<Record<CheckId, true>> = {
  ...{ 'gateways-serve': true, 'clients-moved': true, 'routes-taken': true, 'clients-on-both': true },
  ...{ 'topic-on-target': true, 'queues-on-target': true, 'groups-on-target': true },
  ...{ 'offsets-on-target': true, 'kinds-fit': true, 'target-unwritten': true },
  ...{ 'nothing-pending-on-source': true, 'nothing-pending-on-target': true },
  ...{ 'source-drained': true, 'target-drained': true },
};

/** Throws CLI_CHOICE_INVALID, CLI_STEP_TOPICS. */
const requestOf = (
  motion: string,
  topics: readonly string[],
  { all, force = [] }: StepOptions,
): StepRequest => {
  if ((all === undefined) === (topics.length === 0)) throw serviceErrors.CLI_STEP_TOPICS({});
  return {
    topics: all ? 'all' : [...topics],
    motion: parseChoice('motion', motion, MOTIONS),
    force: force.map((check) => parseChoice('--force', check, CHECKS)),
  };
};

const codeOf = ({ blocked }: SeamlessStepPlan): ExitCode => (blocked > 0 ? EXIT.FAILED : EXIT.OK);

/**
 * `mqferry rocketmq migration step`: shows what a step would be, asks, and does by its hash what was shown. Topics that are
 * blocked stay where they are; exit code 1 when there are some, or when it was not confirmed. Throws CLI_TERMINAL_NEEDED,
 * CLI_CHOICE_INVALID, CLI_STEP_TOPICS.
 */
export const step = async (
  wanted: string,
  motion: string,
  topics: readonly string[],
  options: StepOptions,
  context: Context,
): Promise<ExitCode> => {
  const request = requestOf(motion, topics, options);
  if (!options.dryRun) requireConfirmable(options, context);
  const { out, err, t } = context;
  return withService(context, async (client) => {
    const { id, name } = await findSeamlessTask(client, wanted);
    const params = { id };
    const plan = await client.planSeamlessStep({ params, body: request });
    if (options.dryRun || plan.moves === 0) {
      if (options.json) printJson(context, plan);
      else out.print(...stepPlanLines(plan, name, context));
      return plan.moves === 0 ? EXIT.FAILED : codeOf(plan);
    }
    if (!options.json) out.print(...stepPlanLines(plan, name, context));
    else if (!options.yes) err.print(...stepPlanLines(plan, name, context));
    if (!(await isConfirmed(options, context))) {
      err.print(t('change.declined'));
      return EXIT.FAILED;
    }
    const done = await client.applySeamlessStep({ params, body: { ...request, hash: plan.hash } });
    if (options.json) printJson(context, done);
    else out.print(out.colors.green(t('seamless.stepped', { count: grouped(done.moves), name })));
    return codeOf(done);
  });
};
