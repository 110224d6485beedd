import { assess } from '@mqferry/migration';
import { expect, test } from 'vitest';
import { bodyOf, type Entered } from '../../src/pages/assessments/assessment-body.ts';
import {
  LIMIT_DEFAULTS,
  LIMIT_FIELDS,
  numbersTyped,
  patternOf,
  typedText,
} from '../../src/pages/assessments/typed-fields.ts';

const GIB = 1024 ** 3;

test('what is typed goes in the units of the API, and what is left out is not 0', () => {
  const entered = {
    ...{ way: 'answers', seconds: 600, name: '', clusterId: 'not-measured' },
    answers: {
      ...{ peakBytesIn: ' 1.5 ', meanBytesIn: '', diskUsedBytes: '2', acls: '0', serverVersion: '2.8 ' },
      ...{ trafficIs: 'total', transactions: false, diskType: undefined },
    },
    limits: { usableShare: '70', brokersLost: '0' },
  } as Entered;
  expect(bodyOf(entered)).toEqual({
    answers: {
      ...{ peakBytesIn: 1.5 * 1024 ** 2, diskUsedBytes: 2 * GIB, acls: 0, serverVersion: '2.8' },
      ...{ trafficIs: 'total', transactions: false },
    },
    limits: { usableShare: 0.7, brokersLost: 0 },
  });
});

test('a measurement names its cluster and time; of traffic nothing is said where none is typed', () => {
  const entered: Entered = {
    ...{ way: 'measured', seconds: 3600, name: 'old', clusterId: 'c' },
    answers: { trafficIs: 'produced' },
  };
  expect(bodyOf(entered)).toEqual({
    ...{ name: 'old', measure: { clusterId: 'c', seconds: 3600 }, answers: {}, limits: {} },
  });
});

test('a limit is typed again as it was typed, and defaults can be typed', () => {
  for (const field of LIMIT_FIELDS) {
    const text = LIMIT_DEFAULTS[field.name];
    expect(text).toMatch(patternOf(field));
    expect(typedText(field, numbersTyped([field], { [field.name]: text })[field.name]!)).toBe(text);
  }
});

test('the defaults shown in the form are those that hold', () => {
  const { limits } = assess({
    ...{ measured: {}, features: {}, coverage: undefined, answers: {}, limits: {} },
  });
  const shown = LIMIT_FIELDS.map((field) => {
    const { value } = limits.find(({ name }) => name === field.name)!;
    return [field.name, typedText(field, value)];
  });
  expect(Object.fromEntries(shown)).toEqual(LIMIT_DEFAULTS);
  expect(limits.length).toBe(LIMIT_FIELDS.length);
});
