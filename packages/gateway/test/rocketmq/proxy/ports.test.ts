import { describe, expect, it } from 'vitest';
import { assignPort, type PortAssignment, type ProxiedBroker } from '../../../src/rocketmq/proxy/ports.ts';

const broker = (port: number): ProxiedBroker => ({ side: 'source', address: `10.0.0.1:${port}`, id: 0 });

const assignAll = (count: number, last: number): PortAssignment[] => {
  const assigned: PortAssignment[] = [];
  for (let at = 0; at < count; at += 1)
    assigned.push(assignPort(broker(at + 1), assigned, { first: 1000, last }));
  return assigned;
};

describe('ports of brokers', () => {
  it('are assigned so that each has the one two below it, without gaps', () => {
    const ports = assignAll(4, 1007).map(({ port }) => port);
    expect(ports).toEqual([1002, 1003, 1006, 1007]);
  });

  it('end with the range', () => {
    expect(() => assignAll(5, 1007)).toThrow(expect.objectContaining({ code: 'GATEWAY_PORTS_EXHAUSTED' }));
  });

  it('leave out what somebody else has', () => {
    const refused = new Set([1002]);
    expect(assignPort(broker(1), [], { first: 1000, last: 1010 }, refused).port).toBe(1003);
  });
});
