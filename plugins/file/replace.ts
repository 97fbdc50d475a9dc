/**
 * The action `replace`: all matches of a regular expression in a text.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/replace_module.html
 * @module
 */
import { type Arguments, defineAction, TaskFailure, type TaskResult } from "@shep/sdk";
import { ATTRIBUTE_ARGUMENTS, wantedAttributes } from "./attributes.ts";
import { compilePattern } from "./python_regex.ts";
import { checkTemplate, expandTemplate } from "./python_template.ts";
import { readTarget } from "./read_target.ts";
import { keepingCodec } from "./text_encoding.ts";
import { EDIT_ARGUMENTS, editDiffs, editMessage, writeBack } from "./write_back.ts";

const SPECS = {
  path: {
    type: "path",
    description: "The file.",
    required: true,
    aliases: ["dest", "destfile", "name"],
  },
  regexp: {
    type: "str",
    description: "A Python regular expression; `^` and `$` match at each line.",
    required: true,
  },
  replace: {
    type: "str",
    description: "What comes in place of each match, with its groups as `\\1`.",
    default: "",
  },
  after: { type: "str", description: "Only what follows a match of this is changed." },
  before: { type: "str", description: "Only what is before a match of this is changed." },
  encoding: { type: "str", description: "How the file is encoded.", default: "utf-8" },
  others: { type: "str", description: "As in Ansible, nothing: it was taken by Ansible 2.2." },
  ...EDIT_ARGUMENTS,
  ...ATTRIBUTE_ARGUMENTS,
} as const;

/** Replaces all matches of a regular expression. */
export const replace = defineAction({
  name: "replace",
  summary: "Replaces all matches of a regular expression in a file.",
  arguments: SPECS,
  supportsCheck: true,
  supportsDiff: true,
  examples: [
    "- name: Another port\n  replace:\n    path: /etc/app.conf\n" +
    "    regexp: '^(port =).*'\n    replace: '\\1 8080'",
  ],
  returns: {
    msg: "How many matches were replaced.",
    rc: "0; 256 if the path is a directory, 257 if there is no file.",
    backup_file: "Where the old file is, if it was kept.",
  },
  async run(args, task): Promise<TaskResult> {
    const attributes = wantedAttributes(args);
    const read = await readTarget(args.path, task);
    if (read.kind === "directory") {
      throw new TaskFailure(`Path ${read.path} is a directory !`, { rc: 256 });
    }
    if (read.kind === "absent") {
      throw new TaskFailure(`Path ${read.path} does not exist !`, { rc: 257 });
    }
    const codec = keepingCodec(args.encoding);
    const text = decoded(codec.decode, read.bytes, args.encoding, read.path);
    const { text: result, message, isFound } = replaceAll(text, args);
    if (!isFound) return { values: { msg: message, rc: 0 } };
    const bytes = result === text ? undefined : codec.encode(result);
    const report = await writeBack(args, attributes, read, bytes, task);
    const backup = report.get("backup_file");
    return {
      changed: report.changed,
      values: {
        msg: editMessage(bytes === undefined ? "" : message, report),
        rc: 0,
        ...(backup === undefined ? {} : { backup_file: backup }),
      },
      ...(task.diff ? { diff: editDiffs(read, bytes ?? read.bytes, report) } : {}),
    };
  },
});

function decoded(
  decode: (bytes: Uint8Array) => string,
  bytes: Uint8Array,
  encoding: string,
  path: string,
): string {
  try {
    return decode(bytes);
  } catch (error) {
    throw new TaskFailure(`${path} is no text in ${encoding}: ${(error as Error).message}`);
  }
}

/** What became of a text. */
export interface Replaced {
  readonly text: string;
  /** In Ansible's words. */
  readonly message: string;
  /** Whether the part between `after` and `before` was found. */
  readonly isFound: boolean;
}

/**
 * Replaces all matches in a text, or in the part of it that is meant.
 *
 * @throws {Fault} `invalid-argument`, for a bad regular expression.
 */
export function replaceAll(
  text: string,
  { regexp, replace, after, before }: Pick<
    Arguments<typeof SPECS>,
    "regexp" | "replace" | "after" | "before"
  >,
): Replaced {
  const part = sectionOf(text, after || undefined, before || undefined);
  if (part === undefined) {
    const pattern = sectionPattern(after || undefined, before || undefined);
    return {
      text,
      message: `Pattern for before/after params did not match the given file: ${pattern}`,
      isFound: false,
    };
  }
  const pattern = compilePattern(regexp, { isText: true, multiline: true, global: true });
  checkTemplate(replace, pattern);
  let count = 0;
  const replaced = text.slice(part.start, part.end).replace(pattern, (...groups) => {
    count++;
    return expandTemplate(replace, matchOf(groups));
  });
  return {
    text: text.slice(0, part.start) + replaced + text.slice(part.end),
    message: `${count} replacements made`,
    isFound: true,
  };
}

/** What `String.replace` hands to a function, as the match that `exec` gives. */
function matchOf(given: readonly unknown[]): RegExpExecArray {
  const groups = typeof given.at(-1) === "object" ? given.at(-1) : undefined;
  const texts = given.slice(0, groups === undefined ? -2 : -3);
  return Object.assign(texts, { groups }) as unknown as RegExpExecArray;
}

/** Where the part between two patterns is; the whole text if there is none. */
function sectionOf(
  text: string,
  after: string | undefined,
  before: string | undefined,
): { readonly start: number; readonly end: number } | undefined {
  if (after === undefined && before === undefined) return { start: 0, end: text.length };
  const pattern = compilePattern(sectionPattern(after, before), { isText: true, dotAll: true });
  const match = new RegExp(pattern.source, `${pattern.flags}d`).exec(text);
  const range = match?.indices?.groups?.["subsection"];
  return range === undefined ? undefined : { start: range[0], end: range[1] };
}

function sectionPattern(after: string | undefined, before: string | undefined): string {
  const lazy = after === undefined || before === undefined ? "" : "?";
  return `${after ?? ""}(?P<subsection>.*${lazy})${before ?? ""}`;
}
