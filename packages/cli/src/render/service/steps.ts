import type { Answer, Routes } from '@mqferry/api';
import type { Migration } from '../../service/find.ts';
import { isTextKey, type Texts } from '../../texts/texts.ts';
import { namesText } from '../names.ts';

type Step = Answer<Routes['planOperation']>['steps'][number];

/** By the names that people know. */
const placesOf = (args: Readonly<Record<string, unknown>>, { name, source, target }: Migration, t: Texts) => {
  const sides: Readonly<Record<string, string>> = {
    [source.id]: source.name,
    [target.id]: target.name,
    forward: target.name,
    back: source.name,
  };
  const { topics, left, bonds, clusterId, way, denyWrites, from, to } = args;
  const namesIn = (value: unknown) => (Array.isArray(value) ? namesText(value.map(String), t) : '');
  return {
    ...{ migration: name, source: source.name, target: target.name },
    ...{ topics: namesIn(topics), left: namesIn(left), bonds: namesIn(bonds) },
    cluster: sides[String(clusterId ?? way)] ?? String(clusterId ?? way),
    producers: t(denyWrites === true ? 'step.producersDenied' : 'step.producersByHand'),
    ...{ from: String(from ?? ''), to: String(to ?? '') },
  };
};

/** The steps of a change in order; one that this command line has no words for is told as it came. */
export const stepLines = (steps: readonly Step[], migration: Migration, t: Texts): string[] =>
  steps.map(({ verb, args }, index) => {
    const given = (args ?? {}) as Readonly<Record<string, unknown>>;
    const advance = `step.advanceSwitch.${String(given.to)}`;
    const key = verb === 'advanceSwitch' && isTextKey(advance) ? advance : `step.${verb}`;
    const text = isTextKey(key)
      ? t(key, placesOf(given, migration, t) as never)
      : `${verb} ${JSON.stringify(args)}`;
    return `  ${index + 1}. ${text}`;
  });
