import { isDeepStrictEqual } from 'node:util';

/** Settings of the same name on each broker that has it. */
export interface OnBroker<S> {
  readonly broker: string;
  readonly settings: S;
}

/** The settings most brokers have (of as many, those of the first one), and the brokers that have others. */
export const commonSettings = <S>(
  all: readonly OnBroker<S>[],
): {
  readonly settings: S;
  readonly brokers: readonly string[];
  readonly differing?: readonly OnBroker<S>[];
} => {
  const kinds: { readonly settings: S; count: number }[] = [];
  for (const { settings } of all) {
    const kind = kinds.find((known) => isDeepStrictEqual(known.settings, settings));
    if (kind) kind.count += 1;
    else kinds.push({ settings, count: 1 });
  }
  const { settings } = kinds.reduce((most, kind) => (kind.count > most.count ? kind : most));
  const differing = all.filter((one) => !isDeepStrictEqual(one.settings, settings));
  return {
    settings,
    brokers: all.map(({ broker }) => broker),
    ...(differing.length === 0 ? {} : { differing }),
  };
};
