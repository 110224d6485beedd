/** All that the commands do which go to the service, in one place, so that it is loaded as one when one of them runs. */
export { apply } from './apply.ts';
export { showAudit } from './audit.ts';
export { changeMigration as carryOutChange } from './changes.ts';
export { addCluster, listClusters, removeCluster, testCluster } from './clusters.ts';
export {
  changeDump,
  createDump,
  listDumps,
  operateDump,
  showDump,
  showDumpLog,
  testFilter,
} from './dumps.ts';
export { login, logout, whoAmI } from './login.ts';
export {
  changeMigration,
  createMigration,
  listEvents,
  listMigrations,
  listTopics,
  planMigration,
  showMigration,
} from './migrations.ts';
export {
  addToken,
  addUser,
  changePassword,
  changeRole,
  listTokens,
  listUsers,
  removeToken,
  removeUser,
} from './people.ts';
export { beginSwitch, changeSwitch, listSwitches } from './switches.ts';
export { watchMigration } from './watch.ts';
