import { Hidden } from '@mqferry/core';
import type { BodyValue } from '../body-value.ts';
import { listOrEmpty, readText } from './values.ts';

/** A user of the access control that begins with 5.3.0: Java's `UserInfo`. */
export interface AclUser {
  readonly username: string;
  readonly password?: Hidden | undefined;
  /** Super or Normal. */
  readonly userType?: string | undefined;
  /** enable or disable. */
  readonly userStatus?: string | undefined;
}

/** One rule: Java's `PolicyEntryInfo`. */
export interface PolicyRule {
  /** `Topic:orders`, `Group:*`, `Topic:test-*`. */
  readonly resource: string;
  readonly actions: readonly string[];
  /** Addresses or networks that it is for; empty: all. */
  readonly sourceIps: readonly string[];
  /** Allow or Deny. */
  readonly decision: string;
}

/** Rules of one kind: Java's `PolicyInfo`. */
export interface AclPolicy {
  /** Custom, or Default for what no custom rule is about. */
  readonly policyType: string;
  readonly entries: readonly PolicyRule[];
}

/** What somebody may do: Java's `AclInfo`. */
export interface SubjectPolicies {
  /** `User:name`. */
  readonly subject: string;
  readonly policies: readonly AclPolicy[];
}

export const readUser = (value: BodyValue): AclUser => ({
  username: value.field('username').text(),
  password: value.field('password').optional((password) => new Hidden(password.text())),
  userType: value.field('userType').optional(readText),
  userStatus: value.field('userStatus').optional(readText),
});

const readRule = (value: BodyValue): PolicyRule => ({
  resource: value.field('resource').text(),
  actions: value.field('actions').list(readText),
  sourceIps: listOrEmpty(value.field('sourceIps'), readText),
  decision: value.field('decision').text(),
});

const readPolicy = (value: BodyValue): AclPolicy => ({
  policyType: value.field('policyType').text(),
  entries: listOrEmpty(value.field('entries'), readRule),
});

export const readSubjectPolicies = (value: BodyValue): SubjectPolicies => ({
  subject: value.field('subject').text(),
  policies: listOrEmpty(value.field('policies'), readPolicy),
});
