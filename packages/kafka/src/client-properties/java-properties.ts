import { configErrors } from './config-errors.ts';

/** One property as it was written down. */
export interface JavaProperty {
  readonly value: string;
  /** The line on which it begins, counted from 1. */
  readonly line: number;
}

interface LogicalLine {
  readonly text: string;
  readonly number: number;
}

const isBlank = (char: string): boolean => char === ' ' || char === '\t' || char === '\f';

const endOfLine = (text: string, from: number): number => {
  let at = from;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
};

const afterTerminator = (text: string, at: number): number =>
  text[at] === '\r' && text[at + 1] === '\n' ? at + 2 : at + 1;

/** Whether the text ends in a backslash that is not itself escaped. */
const isContinued = (text: string): boolean => /(?<!\\)(?:\\\\)*\\$/.test(text);

/** Joins continued lines and leaves out comments and empty lines. A comment is never continued. */
const logicalLines = (text: string): LogicalLine[] => {
  const lines: LogicalLine[] = [];
  let pending: { text: string; number: number } | undefined;
  let number = 0;
  for (let at = 0; at < text.length; ) {
    number++;
    const end = endOfLine(text, at);
    let start = at;
    while (start < end && isBlank(text[start]!)) start++;
    const line = text.slice(start, end);
    at = afterTerminator(text, end);

    // Java takes a line for a new one while nothing is collected, even after a lone backslash.
    const joined = pending?.text ?? '';
    if (joined === '' && (line.startsWith('#') || line.startsWith('!'))) {
      pending = undefined;
      continue;
    }
    const whole = { text: joined + line, number: pending?.number ?? number };
    pending = isContinued(line) ? { ...whole, text: whole.text.slice(0, -1) } : undefined;
    if (!pending && whole.text !== '') lines.push(whole);
  }
  if (pending && pending.text !== '') lines.push(pending);
  return lines;
};

const ESCAPES: Readonly<Record<string, string>> = { t: '\t', r: '\r', n: '\n', f: '\f' };

const unescapeText = (text: string, line: number): string =>
  text.replace(/\\(?:u([0-9a-fA-F]{4})|([\s\S])|$)/g, (_escape, hex?: string, char?: string) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    if (char === 'u') throw configErrors.CONFIG_PROPERTIES_MALFORMED({ line });
    return char === undefined ? '' : (ESCAPES[char] ?? char);
  });

const splitAt = (line: string): { keyEnd: number; valueStart: number } => {
  let keyEnd = 0;
  for (let escaped = false; keyEnd < line.length; keyEnd++) {
    const char = line[keyEnd]!;
    if (!escaped && (char === '=' || char === ':' || isBlank(char))) break;
    escaped = char === '\\' && !escaped;
  }
  const [separator] = /^[ \t\f]*[=:]?[ \t\f]*/.exec(line.slice(keyEnd))!;
  return { keyEnd, valueStart: keyEnd + separator.length };
};

/**
 * Reads the text of a Java `.properties` file, as `java.util.Properties.load` does: comments with `#` or `!`,
 * `=`, `:` or white space between name and value, a backslash at the end of a line joins the next one,
 * `\t \r \n \f \uXXXX` escapes. A name given twice has its last value.
 * Throws CONFIG_PROPERTIES_MALFORMED when a `\u` is not followed by four hexadecimal digits.
 */
export const parseJavaProperties = (text: string): Map<string, JavaProperty> => {
  const properties = new Map<string, JavaProperty>();
  for (const { text: line, number } of logicalLines(text)) {
    const { keyEnd, valueStart } = splitAt(line);
    properties.set(unescapeText(line.slice(0, keyEnd), number), {
      value: unescapeText(line.slice(valueStart), number),
      line: number,
    });
  }
  return properties;
};

const ESCAPED: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  ...Object.fromEntries(Object.entries(ESCAPES).map(([letter, char]) => [char, `\\${letter}`])),
};

/** The text of properties that `parseJavaProperties` reads as these; names hold no white space, `=`, `:`, `#` or `!`. */
export const writeJavaProperties = (properties: ReadonlyMap<string, string>): string =>
  [...properties]
    .map(([name, value]) => {
      const escaped = value.replace(/[\\\t\r\n\f]/g, (char) => ESCAPED[char]!);
      return `${name}=${escaped.replace(/^ /, '\\ ')}\n`;
    })
    .join('');
