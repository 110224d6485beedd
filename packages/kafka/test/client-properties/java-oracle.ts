import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Asks the JDK itself how it reads a text: each answer is an array of names and values, or null when it refuses. */
const PROGRAM = `
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import javax.security.auth.login.*;

public class JavaOracle {
    static String encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_16BE));
    }

    static List<String> properties(String text) throws IOException {
        Properties read = new Properties();
        read.load(new StringReader(text));
        List<String> answer = new ArrayList<>();
        for (String name : read.stringPropertyNames()) answer.addAll(List.of(name, read.getProperty(name)));
        return answer;
    }

    static List<String> jaas(String text) throws Exception {
        Path file = Files.createTempFile("jaas", ".conf");
        try {
            Files.writeString(file, text);
            Configuration read = Configuration.getInstance("JavaLoginConfig", new java.security.URIParameter(file.toUri()));
            AppConfigurationEntry[] entries = read.getAppConfigurationEntry("KafkaClient");
            List<String> answer = new ArrayList<>();
            for (AppConfigurationEntry entry : entries == null ? new AppConfigurationEntry[0] : entries) {
                answer.addAll(List.of("module", entry.getLoginModuleName()));
                entry.getOptions().forEach((name, value) -> answer.addAll(List.of(name, (String) value)));
            }
            return answer;
        } finally {
            Files.delete(file);
        }
    }

    public static void main(String[] arguments) throws Exception {
        for (String line : Files.readAllLines(Path.of(arguments[1]))) {
            String text = new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_16BE);
            StringJoiner answer = new StringJoiner(" ");
            try {
                for (String part : arguments[0].equals("jaas") ? jaas(text) : properties(text)) answer.add("." + encode(part));
                System.out.println("read " + answer);
            } catch (Exception refused) {
                System.out.println("refused");
            }
        }
    }
}
`;

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

/** How the JDK reads each text as properties or as the section KafkaClient of a JAAS file; null where it refuses. */
export const askJava = async (
  kind: 'properties' | 'jaas',
  texts: readonly string[],
): Promise<([string, string][] | null)[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'java-oracle-'));
  try {
    const program = join(folder, 'JavaOracle.java');
    const questions = join(folder, 'questions');
    await writeFile(program, PROGRAM);
    await writeFile(questions, texts.map((text) => `${utf16(text).toString('base64')}\n`).join(''));
    const java = ['-Dfile.encoding=UTF-8', program, kind, questions];
    const { stdout } = await run('java', java, { maxBuffer: 16 * 1024 * 1024 });
    return stdout
      .trimEnd()
      .split('\n')
      .map((line) => {
        const [verdict, ...parts] = line.trim().split(' ');
        if (verdict === 'refused') return null;
        const words = parts.map((part) => Buffer.from(part.slice(1), 'base64').swap16().toString('utf16le'));
        return Array.from({ length: words.length / 2 }, (_, pair): [string, string] => [
          words[pair * 2]!,
          words[pair * 2 + 1]!,
        ]);
      });
  } finally {
    await rm(folder, { recursive: true });
  }
};
