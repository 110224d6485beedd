import { apiErrors, problemOf } from '@mqferry/api';
import { describe, expect, test } from 'vitest';
import { stepResults } from '../../src/pages/clusters/connection-steps.ts';
import { EXAMPLES, missingFiles, stepsUsed } from '../../src/pages/clusters/properties.ts';

const problem = problemOf(apiErrors.API_UNEXPECTED({ reason: 'x' }));
const resultsOf = (...given: Parameters<typeof stepResults>) =>
  stepResults(...given).map(({ result }) => result);

describe('how far a connection came', () => {
  test('everything before the step that failed was passed, nothing behind it was reached', () => {
    expect(resultsOf({ ok: false, step: 'tls', problem }, { tls: true, sasl: true })).toEqual([
      ...['passed', 'passed', 'failed', 'unreached', 'unreached', 'unreached'],
    ]);
  });

  test('what the properties do without is not called passed', () => {
    expect(resultsOf({ ok: true, clusterId: null, brokers: 1 }, { tls: false, sasl: false })).toEqual([
      ...['passed', 'passed', 'unused', 'unused', 'passed', 'passed'],
    ]);
  });

  test('nothing is known of the steps when it failed otherwise', () => {
    expect(new Set(resultsOf({ ok: false, step: 'other', problem }, { tls: true, sasl: true }))).toEqual(
      new Set(['unknown']),
    );
  });
});

describe('client properties', () => {
  test('tell which steps they take', () => {
    expect(stepsUsed(EXAMPLES.plaintext)).toEqual({ tls: false, sasl: false });
    expect(stepsUsed(EXAMPLES.scram)).toEqual({ tls: true, sasl: true });
    expect(stepsUsed('security.protocol : sasl_plaintext')).toEqual({ tls: false, sasl: true });
  });

  test('name files that have to be given along', () => {
    expect(missingFiles(EXAMPLES.mtls, ['ca.pem'])).toEqual(['client.pem']);
    expect(missingFiles('# ssl.truststore.location=old.pem', [])).toEqual([]);
  });
});
