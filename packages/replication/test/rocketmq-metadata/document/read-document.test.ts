import { isCodedError } from '@mqferry/core';
import { expect, test } from 'vitest';
import { readDocument } from '../../../src/rocketmq-metadata/document/read-document.ts';
import { openSecrets, sealSecrets } from '../../../src/rocketmq-metadata/document/sealed-secrets.ts';
import { metadataText } from '../../../src/rocketmq-metadata/files.ts';
import { aDocument, aGroup, anAccount, anAcl, aTopic } from '../support/documents.ts';

const read = (value: unknown) => readDocument([{ file: 'x.json', text: JSON.stringify(value) }]);

const failure = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (isCodedError(error)) return `${error.code} ${error.message}`;
    throw error;
  }
  throw new Error('nothing was thrown');
};

const full = aDocument({
  topics: [aTopic('INST%orders', { attributes: { 'message.type': 'FIFO' } }), aTopic('%RETRY%INST%g')],
  groups: [aGroup('INST%g', { groupRetryPolicy: { type: 'CUSTOMIZED' } }, ['INST%orders'])],
  acl: anAcl({ accounts: [anAccount('someone')] }),
  namespaces: ['INST'],
});

test('a document is read as it was written', async () => {
  const secrets = await sealSecrets({ accounts: { someone: 'very secret' }, users: {} }, 'passphrase');
  const document = { ...full, secrets };
  const text = metadataText(document);
  expect(text).not.toContain('very secret');
  expect(readDocument([{ file: 'x.json', text }])).toEqual(document);
  expect(await openSecrets(secrets, 'passphrase')).toEqual({
    accounts: { someone: 'very secret' },
    users: {},
  });
  await expect(openSecrets(secrets, 'another')).rejects.toMatchObject({ code: 'METADATA_PASSPHRASE_WRONG' });
  await expect(sealSecrets({ accounts: {}, users: {} }, '')).rejects.toMatchObject({
    code: 'METADATA_PASSPHRASE_EMPTY',
  });
});

test('what is wrong is named with its place', () => {
  const [topic] = full.topics;
  const broken = { ...topic, settings: { ...topic!.settings, readQueueNums: 'eight' } };
  expect(failure(() => read({ ...full, topics: [topic, broken] }))).toMatch(
    /^METADATA_MALFORMED .*topics\[1\]\.settings\.readQueueNums/,
  );
  expect(failure(() => read({ ...full, unknown: 1 }))).toMatch(/^METADATA_MALFORMED .*"unknown"/);
  expect(failure(() => read({ ...full, version: 2 }))).toMatch(/^METADATA_VERSION_UNKNOWN .*version 2/);
  expect(failure(() => read({ a: 1 }))).toMatch(/^METADATA_FORMAT_UNKNOWN x\.json/);
  expect(failure(() => readDocument([{ file: 'x.json', text: 'topics: []' }]))).toMatch(
    /^METADATA_NOT_JSON x\.json/,
  );
});

test('a document that would take a machine for an hour to open is refused', () => {
  const secrets = { algorithm: 'scrypt-aes-256-gcm', N: 2 ** 30, r: 8, p: 1, salt: '', sealed: '' };
  expect(failure(() => read({ ...full, secrets }))).toMatch(/^METADATA_MALFORMED .*secrets\.N/);
});

test('the document of a whole cluster is not mixed with others', () => {
  const text = metadataText(full);
  expect(
    failure(() =>
      readDocument([
        { file: 'a', text },
        { file: 'b', text },
      ]),
    ),
  ).toMatch(/^METADATA_FILES_NOT_TOGETHER a/);
});
