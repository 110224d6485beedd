import { describe, expect, it } from 'vitest';
import { checkOptions, type KafkaOptions } from '../src/kafka-options.ts';

describe('checkOptions', () => {
  it('fills in what was left open', () => {
    expect(checkOptions({ version: '4.3.1' })).toMatchObject({
      ...{ brokers: 1, listeners: ['PLAINTEXT'], authorizer: false },
    });
    expect(checkOptions({ version: '4.3.1', listeners: ['SASL_SSL'] }).sasl).toEqual({
      ...{ mechanisms: ['SCRAM-SHA-512'], users: { admin: 'admin-secret' } },
    });
  });

  it('adds the superuser when ACLs are enforced, unless given', () => {
    const sasl = { mechanisms: ['PLAIN'], users: { bob: 'b' } } as const;
    const options = { version: '4.3.1', listeners: ['SASL_PLAINTEXT'], authorizer: true, sasl } as const;
    expect(checkOptions(options).sasl?.users).toEqual({ admin: 'admin-secret', bob: 'b' });
    const own = { ...sasl, users: { admin: 'own' } };
    expect(checkOptions({ ...options, sasl: own }).sasl?.users).toEqual({ admin: 'own' });
  });

  const sasl = (mechanism: string, user: string, password: string) => ({
    sasl: { mechanisms: [mechanism], users: { [user]: password } },
  });

  it.each([
    ['an unknown version', { version: '1.0.0' }],
    ['two brokers', { brokers: 2 }],
    ['no listener', { listeners: [] }],
    ['a listener twice', { listeners: ['SSL', 'SSL'] }],
    ['an unknown listener', { listeners: ['TLS'] }],
    ['too few ports', { brokers: 3, ports: [1, 2] }],
    ['an advertised port too many', { advertisedPorts: [1, 2] }],
    ['a name that leaves the folder', { name: '../x' }],
    ['the name of all', { name: 'all' }],
    ['a mechanism that the version does not know', { version: '0.10.2.2', ...sasl('OAUTHBEARER', 'a', 'b') }],
    ['a user name with a quote', sasl('PLAIN', 'a"', 'b')],
    ['a password with a comma', sasl('PLAIN', 'a', 'b,c')],
    ['a password that is not ASCII', sasl('PLAIN', 'a', 'é')],
    ['no mechanism', { sasl: { mechanisms: [], users: { a: 'b' } } }],
    ['no user', { sasl: { mechanisms: ['PLAIN'], users: {} } }],
  ])('refuses %s', (_, options) => {
    expect(() => checkOptions({ version: '4.3.1', ...options } as KafkaOptions)).toThrow(
      expect.objectContaining({ code: 'SANDBOX_OPTION_INVALID' }),
    );
  });
});
