#!/usr/bin/env node
// Runs on any Node with ES modules: on one too old for mqferry it looks for the Node that a checkout brings along.
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [major, minor] = process.versions.node.split('.').map(Number);
const isRecent = major > 22 || (major === 22 && minor >= 15);

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

const refuse = () => {
  const found = process.versions.node;
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  const text = /^zh/i.test(LC_ALL || LC_MESSAGES || LANG || '')
    ? `mqferry 需要 Node 22.15 或更高版本，当前为 ${found}。\n处理办法：请安装较新的 Node（https://nodejs.org），或在源码目录中运行 make setup。`
    : `mqferry needs Node 22.15 or newer; this is ${found}.\nWhat to do: install a newer Node (https://nodejs.org), or run make setup in a checkout.`;
  console.error(text);
  process.exit(2);
};

if (isRecent) {
  // First, for what has grown stays: loading the program makes the young generation grow as far as it may.
  const { keepYoungGenerationSmall } = await import('@mqferry/core');
  keepYoungGenerationSmall();
  await import('../dist/main.js');
} else {
  const node = bundledNode();
  // The bundled Node may be too old itself: then this runs once more there, and must not look again.
  if (node && node !== process.execPath) rerun(node);
  else refuse();
}
