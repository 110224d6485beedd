import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { LineCommands } from './line-commands.ts';

const start = () => {
  const [stdin, stdout] = [new PassThrough(), new PassThrough()];
  const { promise: exited, resolve: exit } = Promise.withResolvers<void>();
  const told: string[][] = [];
  const program = { stdin, stdout, exited, errorLines: () => 'no memory', stop: () => exited };
  const commands = new LineCommands('clients', program, (parts) => told.push(parts));
  const say = (...lines: readonly string[]) => stdout.write(`${lines.join('\n')}\n`);
  return { commands, told, say, exit, asked: () => String(stdin.read() ?? '') };
};

describe('commands to a program', () => {
  it('are answered by their numbers, whatever it tells in between', async () => {
    const { commands, told, say, asked } = start();
    say('ready');
    await commands.ready;
    const [one, other] = [commands.ask('producer', 'p'), commands.ask('stop', 'p')];
    expect(asked()).toBe('1\tproducer\tp\n2\tstop\tp\n');
    say('sent\tp\t1', '=\t2\tfailed\tno such member', '=\t1\tok\tid');
    await expect(other).rejects.toThrow('clients: no such member');
    expect(await one).toBe('id');
    expect(told).toEqual([['sent', 'p', '1']]);
  });

  it('fail when it ends, and after it has ended, when they were never answered', async () => {
    const { commands, say, exit } = start();
    say('ready');
    await commands.ready;
    const pending = expect(commands.ask('producer')).rejects.toThrow('clients ended: no memory');
    exit();
    await pending;
    await expect(commands.ask('producer')).rejects.toThrow('clients ended: no memory');
  });

  it('cannot be given when it ends before it is ready', async () => {
    const { commands, exit } = start();
    exit();
    await expect(commands.ready).rejects.toThrow('clients ended: no memory');
  });
});
