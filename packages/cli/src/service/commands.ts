/** All that the commands do which go to the service, in one place, so that it is loaded as one when one of them runs. */
export { apply } from './apply.ts';
export { assess, deleteAssessment, listAssessments, showAssessment, stopAssessment } from './assessments.ts';
export { showAudit } from './audit.ts';
export { changeMigration as carryOutChange } from './changes.ts';
export { addCluster, changeCluster, listClusters, removeCluster, testCluster } from './clusters.ts';
export { copyAcls, copyQuotas, copyTopics, copyUsers } from './copies.ts';
export {
  changeDump,
  createDump,
  listDumps,
  operateDump,
  showDump,
  showDumpLog,
  testFilter,
} from './dumps.ts';
export { exportMetadata, forgetDocument, listDocuments } from './import-documents.ts';
export {
  changeImport,
  createImport,
  listImports,
  planImport,
  showImport,
  startImport,
} from './imports.ts';
export {
  compareClusters,
  listClusterAcls,
  listClusterGroups,
  listClusterQuotas,
  listClusterTopics,
  listClusterUsers,
} from './inventory.ts';
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
export { showReadiness } from './readiness.ts';
export { beginSwitch, changeSwitch, listSwitches } from './switches.ts';
export { changeTask, listTasks, showTask, watchTask } from './tasks.ts';
export { watchMigration } from './watch.ts';
