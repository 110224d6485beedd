import { describe, expect, it } from 'vitest';
import { CASES } from '../src/cases.ts';
import { parseOptions } from '../src/options.ts';

const parse = (...args: string[]) => parseOptions(args, 'results', 'trials');

describe('the options of the benchmark', () => {
  it('are the full measurement unless said otherwise, and only that replaces published results', () => {
    expect(parse()).toEqual({ cases: CASES, scale: 1, factors: [1, 3], rounds: 3, out: 'results' });
    expect(parse('--scale', '0.1').out).toBe('trials');
    expect(parse('--rounds', '1').out).toBe('trials');
    expect(parse('--factors', '3,3')).toMatchObject({ factors: [3], out: 'results' });
    expect(parse('--cases', 'transactions,bulk').cases.map(({ id }) => id)).toEqual(['transactions', 'bulk']);
    expect(parse('--scale', '0.1', '--out', 'here').out).toBe('here');
  });

  it.each([
    ['--scale', '0'],
    ['--scale', '2'],
    ['--scale', 'all'],
    ['--cases', 'bulk,unknown'],
    ['--rounds', '0'],
    ['--rounds', '1.5'],
    ['--factors', '2'],
    ['--factors', '1,'],
  ])('refuse %s %s', (option, value) => {
    expect(() => parse(option, value)).toThrow(expect.objectContaining({ code: 'BENCH_OPTION_INVALID' }));
  });
});
