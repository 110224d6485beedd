import { expect } from 'vitest';
import { type JsonLine, type MqferryExit, startMqferry } from './mqferry.ts';

/** Asks the mqferry that runs with this state folder; `report` is the last line of its answer. */
export const askControl = async (folder: string, ...args: readonly string[]): Promise<MqferryExit> => {
  const asked = startMqferry('control', ...args, '--state', folder, '--json');
  const exit = await asked.exited;
  return { ...exit, report: asked.lines.at(-1) };
};

/** What the mqferry that runs with this state folder answers; it has to do what it is asked. */
export const expectControl = async (folder: string, ...args: readonly string[]): Promise<JsonLine> => {
  const { code, report, stderr } = await askControl(folder, ...args);
  expect(code, stderr).toBe(0);
  return report!;
};
