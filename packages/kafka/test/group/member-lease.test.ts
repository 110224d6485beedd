import { expect, it } from 'vitest';
import { MemberLease } from '../../src/group/member-lease.ts';

const TIMES = { sessionTimeoutMs: 10_000, rebalanceTimeoutMs: 60_000, marginMs: 1_000 };

const leaseAt = () => {
  const clock = { monotonic: 5_000, wall: 1_000_000 };
  const pass = (ms: number) => {
    clock.monotonic += ms;
    clock.wall += ms;
    return { ...clock };
  };
  const lease = new MemberLease(TIMES, () => clock);
  return { lease, clock, pass };
};

it('holds for the session timeout, less the margin, from when the last good heartbeat was sent', () => {
  const { lease, pass } = leaseAt();
  expect(lease.isHeld).toBe(false);
  const sentAt = pass(0);
  // The answer took three seconds.
  pass(3_000);
  lease.confirm(sentAt);
  pass(5_999);
  expect(lease.isHeld).toBe(true);
  pass(1);
  expect(lease.isHeld).toBe(false);
});

it('is over when either clock says so: one stands still while a machine sleeps', () => {
  const { lease, clock, pass } = leaseAt();
  lease.confirm(pass(0));
  clock.wall += 60_000;
  expect(lease.isHeld).toBe(false);
  lease.confirm(pass(0));
  // Set back on the wall, it is not longer for that.
  clock.wall -= 3_600_000;
  pass(8_999);
  expect(lease.isHeld).toBe(true);
  pass(1);
  expect(lease.isHeld).toBe(false);
});

it('goes on during a rebalance, but not longer than that may wait for a member that does not join', () => {
  const { lease, pass } = leaseAt();
  lease.confirm(pass(0));
  for (let beat = 0; beat < 11; beat += 1) {
    lease.confirmWhileRebalancing(pass(5_000));
    expect(lease.isHeld).toBe(true);
  }
  lease.confirmWhileRebalancing(pass(3_999));
  expect(lease.isHeld).toBe(true);
  lease.confirmWhileRebalancing(pass(1));
  expect(lease.isHeld).toBe(false);
  lease.confirm(pass(0));
  expect(lease.isHeld).toBe(true);
});

it('is not begun by a rebalance, and ends with the membership', () => {
  const { lease, pass } = leaseAt();
  lease.confirmWhileRebalancing(pass(0));
  expect(lease.isHeld).toBe(false);
  lease.confirm(pass(0));
  lease.drop();
  expect(lease.isHeld).toBe(false);
  lease.confirmWhileRebalancing(pass(0));
  expect(lease.isHeld).toBe(false);
});
