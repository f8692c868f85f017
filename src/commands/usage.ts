import { command, verbs } from "../messages/command.ts";
import { RunError } from "../messages/run-error.ts";
import { nearest } from "../operations/schema/suggestion.ts";

/**
 * A command line that cannot be understood, in words.
 * @param message as yargs says it.
 */
export function usageProblem(message: string, argv: readonly string[]): RunError {
  const words = argv.filter((word) => !word.startsWith("-"));
  const verb = words.find((word) => verbs.includes(word));
  if (verb === undefined) return commandProblem(words[0]);
  const help = `See its options: ${command(verb, "--help")}`;
  const unknown = /^Unknown arguments?: (.*)$/.exec(message)?.[1];
  if (unknown !== undefined) {
    const names = asTyped(unknown.split(", "), argv);
    const options = names.filter(({ isOption }) => isOption);
    const [first] = names;
    const what =
      options.length === 0
        ? `${verb} takes one argument, and ${first?.text ?? ""} is one more.`
        : options.length === 1
          ? `${options[0]?.text ?? ""} is not an option of ${verb}.`
          : `${options.map(({ text }) => text).join(" and ")} are not options of ${verb}.`;
    // A file name with a blank falls apart without quotation marks.
    return new RunError(what, {
      wayOut: options.length === 0 ? `Put quotation marks around names with blanks. ${help}` : help,
    });
  }
  if (message.startsWith("Not enough non-option arguments"))
    return new RunError(`${verb} needs an argument.`, { wayOut: help });
  return new RunError(message.replaceAll(/\s*\n\s*/g, " "), { wayOut: help });
}

function commandProblem(word: string | undefined): RunError {
  const wayOut = `See all commands: ${command("--help")}`;
  if (word === undefined) return new RunError("No command was given.", { wayOut });
  const meant = nearest(word, verbs);
  return new RunError(`${word} is not a command of rowmend.`, {
    wayOut: meant === null ? wayOut : `Did you mean ${meant}? ${wayOut}`,
  });
}

/** yargs names an option without its hyphens, and once more in another spelling: `validate-only, validateOnly`. */
function asTyped(names: readonly string[], argv: readonly string[]): readonly Typed[] {
  const spellings = new Set(names.filter((name) => name.includes("-")).map(camelCase));
  return names
    .filter((name) => !spellings.has(name))
    .map((name) => {
      const option = argv.find((word) => word.replace(/^--?(?:no-)?/, "").split("=")[0] === name);
      const isOption = option?.startsWith("-") ?? false;
      return { text: isOption ? (option?.split("=")[0] ?? name) : name, isOption };
    });
}

interface Typed {
  readonly text: string;
  readonly isOption: boolean;
}

function camelCase(name: string): string {
  return name.replace(/-+(\w)/g, (_, letter: string) => letter.toUpperCase());
}
