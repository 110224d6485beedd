#!/usr/bin/env node
// Runs on any Node with ES modules: on one too old for mqferry it looks for the Node that a checkout brings along.
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isNodeRecent, refuseNode } from './required-node.js';

/** The Node of the npm package `node`, in this checkout or beside an installed mqferry. */
const bundledNode = () =>
  ['../node_modules/node/bin/node', '../../../node_modules/node/bin/node', '../../node/bin/node']
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .filter((path) => existsSync(path))
    .map((path) => realpathSync(path))[0];

const rerun = (node) => {
  const child = spawn(node, process.argv.slice(1), { stdio: 'inherit' });
  // A terminal sends Ctrl-C to both processes; the child decides what it means. Other signals come to this one only.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`${node}: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code) => process.exit(code === null ? 1 : code));
};

const IN_CHECKOUT = { en: ', or run make setup in a checkout', zh: '，或在源码目录中运行 make setup' };

if (isNodeRecent) {
  // First, for what has grown stays: loading the program makes the young generation grow as far as it may.
  const { keepYoungGenerationSmall } = await import('@mqferry/core');
  keepYoungGenerationSmall();
  await import('../dist/main.js');
} else {
  const node = bundledNode();
  // The bundled Node may be too old itself: then this runs once more there, and must not look again.
  if (node && node !== process.execPath) rerun(node);
  else refuseNode('mqferry', IN_CHECKOUT);
}
