/** Who can log in on every release. */
export const USERS = { alice: 'alice-secret', bob: 'bob"s\\secret' };
