/** The program rocketmq-export.js: `mqferry rocketmq export` as one file, for a broker's host with nothing but Node. */
import { isNodeRecent, refuseNode } from '../bin/required-node.js';

if (isNodeRecent) {
  const { runExport } = await import('./rocketmq-export-program.ts');
  process.exitCode = await runExport(process.argv.slice(2));
} else refuseNode('rocketmq-export.js');
