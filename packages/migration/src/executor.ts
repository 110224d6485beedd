import { type ActionPlan, type Plain, type PlanStep, planOf } from './plan.ts';

/** An executor's verbs by name: each changes a cluster, and does nothing where that is as it should be already. */
export type Verbs = { readonly [verb: string]: (args: never) => Promise<void> };

/** What is done goes through this, so that a plan and the act are one piece of code. */
export type Perform<V extends Verbs> = <Verb extends keyof V & string>(
  verb: Verb,
  args: Parameters<V[Verb]>[0],
) => Promise<void>;

/**
 * An operation: looks at the clusters as it likes, and changes them through `perform` only. It has to be so written that,
 * begun again after any of its steps, it does the rest.
 */
export type Operation<V extends Verbs, Input> = (input: Input, perform: Perform<V>) => Promise<void>;

/** What an operation would do now. */
export const planOperation = async <V extends Verbs, Input extends Plain>(
  name: string,
  operation: Operation<V, Input>,
  input: Input,
): Promise<ActionPlan> => {
  const steps: PlanStep[] = [];
  await operation(input, async (verb, args) => {
    steps.push({ verb, args: args as Plain });
  });
  return planOf(name, input, steps);
};

/** Told of each step as it begins and ends. */
export interface StepObserver {
  readonly begun?: (step: PlanStep) => void | Promise<void>;
  readonly done?: (step: PlanStep) => void | Promise<void>;
}

/** Does it. */
export const performOperation = async <V extends Verbs, Input extends Plain>(
  operation: Operation<V, Input>,
  input: Input,
  verbs: V,
): Promise<void> => operation(input, (verb, args) => verbs[verb]!(args as never));

/** The same verbs, with somebody who is told of each step as it begins and ends. */
export const observed = <V extends Verbs>(verbs: V, { begun, done }: StepObserver): V =>
  Object.fromEntries(
    Object.entries(verbs).map(([verb, act]) => [
      verb,
      async (args: never) => {
        const step = { verb, args: args as Plain };
        await begun?.(step);
        await act(args);
        await done?.(step);
      },
    ]),
  ) as V;
