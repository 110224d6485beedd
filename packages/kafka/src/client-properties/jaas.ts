import { configErrors } from './config-errors.ts';

/** One login module with its options, as `sasl.jaas.config` or a section of a JAAS file gives it. */
export interface JaasEntry {
  readonly module: string;
  readonly options: ReadonlyMap<string, string>;
}

interface Token {
  readonly kind: 'word' | 'string' | 'symbol' | 'end';
  readonly text: string;
  readonly line: number;
}

const CONTROL_FLAGS = ['required', 'requisite', 'sufficient', 'optional'];
const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const malformed = (source: string, line: number, expected: string) =>
  configErrors.CONFIG_JAAS_MALFORMED({ source, line, expected });

const unescapeText = (text: string): string =>
  text.replace(/\\(?:([0-3][0-7]{0,2}|[4-7][0-7]?)|([\s\S]))/g, (_escape, octal?: string, char?: string) =>
    octal === undefined ? (ESCAPES[char!] ?? char!) : String.fromCharCode(Number.parseInt(octal, 8)),
  );

/** Java's StreamTokenizer as JAAS sets it up: a lone slash, too, begins a comment to the end of the line. */
const TOKEN =
  /(?<skip>[^!-\uffff]+|\/\*[\s\S]*?(?:\*\/|$)|\/[^\n\r]*)|(?<word>[\w$.*\-\x80-\uffff]+)|(?<quote>["'])(?<string>(?:\\[\s\S]|(?!\k<quote>)[^\\\n\r])*)(?<close>\k<quote>?)|(?<symbol>[\s\S])/gy;

const tokenize = (text: string, source: string): Token[] => {
  const tokens: Token[] = [];
  let line = 1;
  for (const { 0: whole, groups } of text.matchAll(TOKEN)) {
    const { word, quote, string, close, symbol } = groups!;
    if (word !== undefined) tokens.push({ kind: 'word', text: word, line });
    if (symbol !== undefined) tokens.push({ kind: 'symbol', text: symbol, line });
    if (quote !== undefined) {
      if (close === '') throw malformed(source, line, quote);
      tokens.push({ kind: 'string', text: unescapeText(string!), line });
    }
    line += whole.match(/\r\n|\r|\n/g)?.length ?? 0;
  }
  tokens.push({ kind: 'end', text: '', line });
  return tokens;
};

class JaasReader {
  readonly #tokens: Token[];
  readonly #source: string;
  #at = 0;

  constructor(text: string, source: string) {
    this.#tokens = tokenize(text, source);
    this.#source = source;
  }

  get #next(): Token {
    return this.#tokens[this.#at]!;
  }

  end(): void {
    if (!this.atEnd) throw malformed(this.#source, this.#next.line, 'one login module');
  }

  get atEnd(): boolean {
    return this.#next.kind === 'end';
  }

  sees(symbol: string): boolean {
    return this.#next.kind === 'symbol' && this.#next.text === symbol;
  }

  symbol(symbol: string): void {
    if (!this.sees(symbol)) throw malformed(this.#source, this.#next.line, symbol);
    this.#at++;
  }

  text(expected: string): string {
    const { kind, text, line } = this.#next;
    if (kind !== 'word' && kind !== 'string') throw malformed(this.#source, line, expected);
    this.#at++;
    return text;
  }

  /** `module flag (key=value)* ;` */
  entry(): JaasEntry {
    const module = this.text('a login module');
    const { line } = this.#next;
    if (!CONTROL_FLAGS.includes(this.text('required').toLowerCase())) {
      throw malformed(this.#source, line, CONTROL_FLAGS.join(', '));
    }
    const options = new Map<string, string>();
    while (!this.sees(';')) {
      const key = this.text(';');
      this.symbol('=');
      options.set(key, this.text('"…"'));
    }
    this.symbol(';');
    return { module, options };
  }
}

/**
 * Reads the value of `sasl.jaas.config`: exactly one login module.
 * Throws CONFIG_JAAS_MALFORMED, naming `source`; the text itself, which holds passwords, is never shown.
 */
export const parseJaasEntry = (text: string, source: string): JaasEntry => {
  const reader = new JaasReader(text, source);
  const entry = reader.entry();
  reader.end();
  return entry;
};

/**
 * Reads a JAAS file: sections of login modules, as `name { module flag key="value"; };`.
 * Throws CONFIG_JAAS_MALFORMED, naming `source`.
 */
export const parseJaasFile = (text: string, source: string): Map<string, JaasEntry[]> => {
  const reader = new JaasReader(text, source);
  const sections = new Map<string, JaasEntry[]>();
  while (!reader.atEnd) {
    const name = reader.text('a section');
    const entries: JaasEntry[] = [];
    reader.symbol('{');
    while (!reader.sees('}')) entries.push(reader.entry());
    reader.symbol('}');
    reader.symbol(';');
    sections.set(name, entries);
  }
  return sections;
};
