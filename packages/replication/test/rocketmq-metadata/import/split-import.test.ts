import { expect, test } from 'vitest';
import type { MetadataDocument } from '../../../src/rocketmq-metadata/document/metadata-document.ts';
import type { ImportChoice } from '../../../src/rocketmq-metadata/import/import-choice.ts';
import { makeImportPlan, partsOfImport } from '../../../src/rocketmq-metadata/import/make-import-plan.ts';
import { choiceOfPart } from '../../../src/rocketmq-metadata/import/split-import.ts';
import { aDocument, aGroup, aTopic } from '../support/documents.ts';
import { FakeTarget } from '../support/fake-target.ts';

const plan = (document: MetadataDocument, choice: ImportChoice = {}, target = new FakeTarget()) =>
  makeImportPlan(document, target.state(), choice);

const codes = (reasons: readonly { readonly code: string }[]): readonly string[] =>
  reasons.map(({ code }) => code);

test('more than 1000 topics are refused before anything is compared, with parts to import one by one', () => {
  const document = aDocument({
    topics: Array.from({ length: 2_000 }, (_, at) => aTopic(`N${at % 5}%t${at}`)),
    groups: Array.from({ length: 1_500 }, (_, at) => aGroup(`N${at % 5}%g${at}`, {}, [`N${at % 5}%t${at}`])),
  });
  const made = plan(document);
  expect(made.rows).toEqual([]);
  expect(codes(made.refusals)).toEqual(['IMPORT_TOO_LARGE']);
  const parts = made.parts!;
  expect(parts.flatMap(({ topics }) => topics).toSorted()).toEqual(
    document.topics.map(({ name }) => name).toSorted(),
  );
  expect(parts.flatMap(({ groups }) => groups)).toHaveLength(1_500);
  for (const { topics, groups } of parts) {
    expect(topics.length).toBeLessThanOrEqual(1_000);
    expect(groups.length).toBeLessThanOrEqual(1_000);
  }
  // Five namespaces of 400 topics: none is torn.
  const homes = new Map<string, string>();
  for (const { name, topics } of parts)
    for (const topic of topics) {
      const namespace = topic.split('%')[0]!;
      expect(homes.get(namespace) ?? name).toBe(name);
      homes.set(namespace, name);
    }
  const [first] = parts;
  const rows = plan(document, choiceOfPart({}, parts, first!.name)).rows;
  expect(rows).toHaveLength(first!.topics.length + first!.groups.length);
  expect(() => choiceOfPart({}, parts, 'part-9')).toThrow(/no part part-9/);
});

test('a namespace that is too large is cut; groups stay with the topics they consume', () => {
  const document = aDocument({
    topics: Array.from({ length: 1_200 }, (_, at) => aTopic(`t${at}`)),
    groups: Array.from({ length: 600 }, (_, at) => aGroup(`g${at}`, {}, [`t${at}`, `t${at + 600}`])),
  });
  const parts = partsOfImport(document, {})!;
  expect(parts).toHaveLength(2);
  for (const { topics, groups } of parts)
    for (const group of groups) {
      const at = Number(group.slice(1));
      expect(topics).toEqual(expect.arrayContaining([`t${at}`, `t${at + 600}`]));
    }
  expect(partsOfImport(document, { topics: { patterns: ['t1.*'] } })).toBeUndefined();
});

test('a bundle that no part could hold is cut as well', () => {
  const topics = Array.from({ length: 1_500 }, (_, at) => aTopic(`t${at}`));
  const document = aDocument({
    topics,
    groups: [
      aGroup(
        'all',
        {},
        topics.map(({ name }) => name),
      ),
    ],
  });
  expect(partsOfImport(document, {})!.map(({ topics, groups }) => [topics.length, groups.length])).toEqual([
    [1_000, 1],
    [500, 0],
  ]);
});
