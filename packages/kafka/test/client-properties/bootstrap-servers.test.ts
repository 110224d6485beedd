import { describe, expect, test } from 'vitest';
import { parseBootstrapServers } from '../../src/client-properties/bootstrap-servers.ts';

describe('bootstrap servers', () => {
  test('are hosts with ports', () => {
    expect(parseBootstrapServers(' a:1, b.example:9092,,SASL_SSL://c:9093 ,[::1]:9094')).toEqual([
      { host: 'a', port: 1 },
      { host: 'b.example', port: 9092 },
      { host: 'c', port: 9093 },
      { host: '::1', port: 9094 },
    ]);
  });

  test.each(['host', 'host:', ':9092', 'host:0', 'host:65536', 'host:9092/x', 'a b:1'])(
    '%s is refused',
    (entry) => {
      expect(() => parseBootstrapServers(`ok:1,${entry}`)).toThrow(
        expect.objectContaining({ code: 'CONFIG_BOOTSTRAP_MALFORMED', parameters: { entry } }),
      );
    },
  );

  test('must be given', () => {
    expect(() => parseBootstrapServers(' , ')).toThrow(
      expect.objectContaining({ code: 'CONFIG_BOOTSTRAP_MISSING' }),
    );
  });
});
