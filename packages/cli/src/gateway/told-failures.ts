import type { Context } from '../context.ts';
import { codedErrorOf } from '../render/error.ts';
import { warnOf } from './warn.ts';

/** Tells of failures that go on: of each kind once, and of their end. */
export interface ToldFailures {
  failed(error: unknown): void;
  wentWell(): void;
}

/** Tells of what fails between a gateway and its service. */
export const toldFailures = (context: Context): ToldFailures => {
  const { out, language, t } = context;
  const told = new Set<string>();
  return {
    failed: (error) => {
      const coded = codedErrorOf(error);
      if (told.has(coded.code)) return;
      told.add(coded.code);
      warnOf(t('gateway.serviceLost', { reason: coded.text(language), code: coded.code }), context);
    },
    wentWell: () => {
      if (told.size > 0) out.print(t('gateway.serviceBack'));
      told.clear();
    },
  };
};
