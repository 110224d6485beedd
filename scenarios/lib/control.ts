import { type MqferryExit, startMqferry } from './mqferry.ts';

/** Asks the mqferry that runs with this state folder; `report` is the last line of its answer. */
export const askControl = async (folder: string, ...args: readonly string[]): Promise<MqferryExit> => {
  const asked = startMqferry('control', ...args, '--state', folder, '--json');
  const exit = await asked.exited;
  return { ...exit, report: asked.lines.at(-1) };
};
