import { type CelEnv, CelScalar, celEnv, celFunc, parse, plan } from '@bufbuild/cel';
import { RE2JS } from '@bufbuild/re2';
import type { FilterBudget } from './filter-budget.ts';

type Expr = NonNullable<ReturnType<typeof parse>['expr']>;

/** What a record offers to an expression. */
export const FILTER_VARIABLES = [
  ...(['key', 'keyBytes', 'keyJson', 'value', 'valueBytes', 'valueJson'] as const),
  ...(['headers', 'timestamp', 'partition', 'offset', 'topic'] as const),
] as const;

const TYPES = ['int', 'uint', 'double', 'bool', 'string', 'bytes', 'list', 'map', 'null_type', 'type'];
/** What the evaluator does itself, beside the functions that it looks up. */
const OPERATORS = new Set(['_[_]', '_?_:_', '_&&_', '_||_', '@not_strictly_false']);
/** No expression can name it. */
const STEP = '@step';
const LONGEST = 4_000;
const MOST_NODES = 400;
const LONGEST_PATTERN = 500;
const KEPT_PATTERNS = 50;

const { BOOL, DYN, STRING } = CelScalar;

/** Regular expressions in linear time (RE2), whose texts are counted. */
const countedPatterns = (budget: FilterBudget) => {
  const kept = new Map<string, RE2JS>();
  return {
    compile: (pattern: string) => {
      if (pattern.length > LONGEST_PATTERN)
        throw new Error(`a pattern is longer than ${LONGEST_PATTERN} characters`);
      const compiled = kept.get(pattern) ?? RE2JS.compile(pattern);
      if (kept.size >= KEPT_PATTERNS) kept.clear();
      kept.set(pattern, compiled);
      return {
        test: (text: string): boolean => {
          budget.text(text.length * Math.max(1, pattern.length / 10));
          return compiled.test(text);
        },
      };
    },
  };
};

const environment = (budget: FilterBudget): CelEnv =>
  celEnv({
    re2: countedPatterns(budget),
    funcs: [
      celFunc(STEP, [DYN], BOOL, (goesOn) => {
        budget.step();
        return goesOn === true;
      }),
      celFunc('_+_', [STRING, STRING], STRING, (a, b) => {
        budget.text(a.length + b.length);
        return a + b;
      }),
    ],
  });

/** Checks an expression before it is ever evaluated, and makes its loops count their turns. */
class Guard {
  readonly #env: CelEnv;
  #nodes = 0;

  constructor(env: CelEnv) {
    this.#env = env;
  }

  /** Throws what is not allowed. `known`: the names that mean something here. */
  check(expr: Expr | undefined, known: ReadonlySet<string>): void {
    if (!expr) return;
    this.#nodes += 1;
    if (this.#nodes > MOST_NODES) throw new Error(`it has more than ${MOST_NODES} parts`);
    const all = (parts: readonly (Expr | undefined)[]) => {
      for (const part of parts) this.check(part, known);
    };
    const { exprKind: kind } = expr;
    if (kind.case === 'identExpr' && !known.has(kind.value.name))
      throw new Error(`there is no ${kind.value.name}`);
    if (kind.case === 'selectExpr') all([kind.value.operand]);
    if (kind.case === 'listExpr') all(kind.value.elements);
    if (kind.case === 'callExpr') {
      const { function: name, target, args } = kind.value;
      if (!OPERATORS.has(name) && !this.#env.funcs.find(name))
        throw new Error(`there is no function ${name}`);
      all([target, ...args]);
    }
    if (kind.case === 'structExpr') {
      if (kind.value.messageName !== '') throw new Error(`there is no ${kind.value.messageName}`);
      for (const { keyKind, value } of kind.value.entries)
        all([keyKind.case === 'mapKey' ? keyKind.value : undefined, value]);
    }
    if (kind.case === 'comprehensionExpr') {
      const loop = kind.value;
      all([loop.iterRange, loop.accuInit]);
      const within = new Set([...known, loop.iterVar, loop.accuVar]);
      for (const part of [loop.loopCondition, loop.loopStep, loop.result]) this.check(part, within);
      if (loop.loopCondition) loop.loopCondition = counted(loop.loopCondition);
    }
  }
}

/** The condition of a loop, which counts a turn each time that it is asked. */
const counted = (condition: Expr): Expr => ({
  $typeName: 'cel.expr.Expr',
  id: condition.id,
  exprKind: {
    case: 'callExpr',
    value: { $typeName: 'cel.expr.Expr.Call', function: STEP, args: [condition] },
  },
});

/** Evaluates an expression for one record; what it gives may be an error of the evaluator. */
export type GuardedExpression = (variables: object) => unknown;

/**
 * Reads a CEL expression that comes from a user. What it names is checked at once; loops, the text that it makes and
 * regular expressions count against the budget, and nothing of it is ever run as code. Throws what is wrong with it.
 */
export const guardedExpression = (text: string, budget: FilterBudget): GuardedExpression => {
  if (text.length > LONGEST) throw new Error(`it is longer than ${LONGEST} characters`);
  const env = environment(budget);
  const parsed = parse(text);
  new Guard(env).check(parsed.expr, new Set([...FILTER_VARIABLES, ...TYPES]));
  const evaluate = plan(env, parsed);
  return (variables) => evaluate(variables as Parameters<typeof evaluate>[0]);
};
