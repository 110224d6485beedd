import type { CodedError } from '@mqferry/core';
import type { CommanderError } from 'commander';
import { cliErrors } from './cli-errors.ts';

/**
 * Puts commander's English usage messages into coded errors, which exist in every language. The names are taken
 * from between the quotes of its message, and from its suggestion.
 */
export const usageErrorOf = (error: CommanderError, help: string): CodedError | undefined => {
  const [first = '', second = ''] = [...error.message.matchAll(/'([^']*)'/g)].map(([, quoted]) => quoted!);
  const nearest = /\(Did you mean (?:one of )?([^?]+)\?\)/.exec(error.message)?.[1];
  switch (error.code) {
    case 'commander.unknownOption':
      return nearest
        ? cliErrors.CLI_OPTION_MISSPELT({ option: first, nearest })
        : cliErrors.CLI_OPTION_UNKNOWN({ option: first, help });
    case 'commander.unknownCommand':
      return nearest
        ? cliErrors.CLI_COMMAND_MISSPELT({ command: first, nearest })
        : cliErrors.CLI_COMMAND_UNKNOWN({ command: first, help });
    case 'commander.optionMissingArgument':
      return cliErrors.CLI_VALUE_MISSING({ option: first, help });
    case 'commander.missingMandatoryOptionValue':
      return cliErrors.CLI_OPTION_MISSING({ option: first, help });
    case 'commander.missingArgument':
      return cliErrors.CLI_ARGUMENT_MISSING({ argument: first, help });
    case 'commander.excessArguments':
      return cliErrors.CLI_ARGUMENT_EXCESS({ help });
    case 'commander.conflictingOption':
      return cliErrors.CLI_OPTIONS_CONFLICT({ first, second });
    default:
      return undefined;
  }
};
