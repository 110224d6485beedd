import type { Command } from 'commander';
import type { Context } from '../context.ts';
import type { ExitCode } from '../exit-codes.ts';

/** Takes the exit code of the command that ran. */
export type Settle = (code: ExitCode) => void;

/** Adds one command, with its options and what it does, to the program. */
export type AddCommand = (program: Command, context: Context, settle: Settle) => void;
