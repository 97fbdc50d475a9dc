/**
 * The action `uri`: a request that the target makes.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/uri_module.html
 * @module
 */
import {
  type Arguments,
  defineAction,
  parseJson,
  shellLines,
  ShellText,
  type Task,
  TaskFailure,
  type TaskResult,
  type Value,
} from "@shep/sdk";
import { ATTRIBUTE_ARGUMENTS } from "../file/attributes.ts";
import { MAX_INLINE_BYTES } from "../file/content.ts";
import { lastRecord } from "../file/last_record.ts";
import { readReport, statusValues } from "../file/target.ts";
import { answerMessage, type HttpAnswer, parseAnswer } from "./http_answer.ts";
import { HTTP_ARGUMENTS, type HttpRequest, httpRequest } from "./http_request.ts";
import { bodyFile, bodyText } from "./http_script.ts";
import { CONTENT_TYPES, requestBody } from "./request_body.ts";
import { uriScript } from "./uri_script.ts";

const SPECS = {
  ...HTTP_ARGUMENTS,
  method: { type: "str", description: "The method, in capitals.", default: "GET" },
  url_username: { type: "str", description: "Who asks.", aliases: ["user"] },
  url_password: {
    type: "str",
    description: "The password of who asks.",
    aliases: ["password"],
    noLog: true,
  },
  body: { type: "raw", description: "What is sent." },
  body_format: {
    type: "str",
    description: "How the body is made of what is given.",
    choices: ["form-urlencoded", "json", "raw", "form-multipart"],
    default: "raw",
  },
  src: { type: "path", description: "A file that is sent as the body." },
  remote_src: {
    type: "bool",
    description: "Whether `src` is a file of the target.",
    default: false,
  },
  return_content: {
    type: "bool",
    description: "Whether the answer's text is returned as `content`.",
    default: false,
  },
  follow_redirects: {
    type: "str",
    description: "Which redirects are followed; `safe` are those of GET and HEAD.",
    choices: ["all", "no", "none", "safe", "urllib2", "yes"],
    default: "safe",
  },
  creates: { type: "path", description: "Nothing is asked if this file is there." },
  removes: { type: "path", description: "Nothing is asked unless this file is there." },
  status_code: {
    type: "list",
    elements: "int",
    description: "The answers that are no failure.",
    default: [200] as number[],
  },
  timeout: { type: "int", description: "How many seconds of silence are too many.", default: 30 },
  dest: { type: "path", description: "Where on the target the answer is kept." },
  force: {
    type: "bool",
    description: "Whether caches on the way are told not to answer.",
    default: false,
  },
  ca_path: { type: "path", description: "A file on the target with certificates to trust." },
  unix_socket: { type: "path", description: "The socket of the target that is asked." },
  ...ATTRIBUTE_ARGUMENTS,
} as const;

type UriArguments = Arguments<typeof SPECS>;

/** Asks a web service. */
export const uri = defineAction({
  name: "uri",
  summary: "Asks a web service, from the target.",
  arguments: SPECS,
  constraints: [{ mutuallyExclusive: ["body", "src"] }],
  examples: [
    "- uri:\n    url: https://www.example.com/health\n    return_content: true\n  register: health",
    "- uri:\n    url: https://www.example.com/api\n    method: POST\n    body_format: json\n" +
    "    body: {name: web}\n    status_code: [200, 201]",
  ],
  returns: {
    status: "The answer's number; -1 if there was none.",
    msg: "What became of it.",
    url: "Where the answer came from, after all redirects.",
    redirected: "Whether there were redirects.",
    content: "The answer's text, if it was asked for, or if the task failed.",
    json: "What it says, if it is JSON.",
    cookies: "The cookies that were set.",
    cookies_string: "The same, as they are sent back.",
    elapsed: "How many seconds it took.",
    path: "Where the answer is kept.",
  },
  async run(args, task): Promise<TaskResult> {
    const method = args.method.toUpperCase();
    if (!/^[A-Z]+$/.test(method)) {
      throw new TaskFailure(
        "Parameter 'method' needs to be a single word in uppercase, like GET or POST.",
      );
    }
    const { request, body } = await prepareRequest(args, method, task);
    const result = await task.script(uriScript(args, request, body, task.check));
    const report = readReport(result, { url: args.url });
    const skipped = report.get("skipped");
    if (skipped !== undefined) return { values: { stdout: skipped, stdout_lines: [skipped] } };
    const answer = parseAnswer(report.get("headers") ?? "", args.url);
    const bytes = lastRecord(result.stdoutBytes, "answer");
    const values = {
      ...answer.headers,
      ...answerValues(args, answer, bytes),
      elapsed: Number(report.get("elapsed")),
      ...(args.dest === undefined ? {} : { path: report.get("path") }),
      ...statusValues(report.stat),
    };
    failUnlessExpected(args, answer, report.get("error"), values);
    return { changed: report.changed, values };
  },
});

/** What follows the redirects of a method. */
function follows(mode: UriArguments["follow_redirects"], method: string): boolean {
  switch (mode) {
    case "all":
    case "yes":
      return true;
    case "no":
    case "none":
      return false;
    case "safe":
      return method === "GET" || method === "HEAD";
    case "urllib2":
      return ["GET", "HEAD", "POST"].includes(method);
  }
}

/** The request, and the shell text that gets its body. */
async function prepareRequest(
  args: UriArguments,
  method: string,
  task: Task,
): Promise<{ readonly request: HttpRequest; readonly body: ShellText }> {
  const request = httpRequest(args, {
    method,
    followsRedirects: follows(args.follow_redirects, method),
  });
  const body = await preparedBody(args, method, task);
  const hasType = Object.keys(request.headers).some((name) =>
    name.toLowerCase() === "content-type"
  );
  const type = body?.contentType === undefined || hasType
    ? {}
    : { "Content-Type": body.contentType };
  const caches = args.force ? { "Cache-Control": "no-cache" } : {};
  const headers = { ...caches, ...type, ...request.headers };
  return {
    request: { ...request, headers, hasBody: body !== undefined },
    body: body?.script ?? new ShellText(""),
  };
}

/**
 * The shell text that gets the body, and the type that goes with it. As in Ansible, a format makes a
 * body of nothing, too; not so for what usually has none.
 */
async function preparedBody(
  args: UriArguments,
  method: string,
  task: Task,
): Promise<{ readonly script: ShellText; readonly contentType?: string | undefined } | undefined> {
  const contentType = CONTENT_TYPES[args.body_format];
  if (args.src !== undefined && args.remote_src) return { script: bodyFile(args.src), contentType };
  if (args.src !== undefined) {
    const { data } = await task.readFile(args.src, { search: "files" });
    if (data === undefined) throw new TaskFailure(`Could not find or access '${args.src}'`);
    return { script: await sentBody(data, task), contentType };
  }
  const given = args.body ?? null;
  const isNothing = args.body_format === "raw" || method === "GET" || method === "HEAD";
  if (given === null && isNothing) return undefined;
  const body = await requestBody(given, args.body_format, task);
  return { script: await sentBody(body.bytes, task), contentType: body.contentType };
}

/** A short body travels in the script; a long one before it. */
async function sentBody(bytes: Uint8Array, task: Task): Promise<ShellText> {
  if (bytes.length <= MAX_INLINE_BYTES) return bodyText(bytes);
  const place = `/tmp/.shep-${crypto.randomUUID()}`;
  await task.put(place, { content: bytes }, { mode: 0o600 });
  return shellLines([
    `body=$work_dir/sent; mv -- '${place}' "$body" || fail "Cannot move what is sent"`,
  ]);
}

const JSON_TYPE = /(?:json|javascript)/i;

function answerValues(
  args: UriArguments,
  answer: HttpAnswer,
  bytes: Uint8Array | undefined,
): Record<string, Value> {
  const type = answer.headers["content_type"] ?? "";
  const text = bytes === undefined ? undefined : decode(bytes, type);
  const json = text !== undefined && JSON_TYPE.test(type) ? jsonOf(text) : undefined;
  const isExpected = args.status_code.includes(answer.status);
  const cookies = Object.entries(answer.cookies);
  return {
    status: answer.status,
    url: answer.url,
    redirected: answer.url !== args.url,
    msg: answerMessage(answer),
    ...(answer.status < 0 || answer.status >= 300 ? {} : {
      cookies: new Map(cookies),
      cookies_string: cookies.map(([name, value]) => `${name}=${value}`).join("; "),
    }),
    ...(json === undefined ? {} : { json }),
    ...(text !== undefined && (args.return_content || !isExpected) ? { content: text } : {}),
  };
}

/** In the encoding that the answer's type names; UTF-8 if there is none such. */
function decode(bytes: Uint8Array, type: string): string {
  const [, charset = "utf-8"] = /;\s*charset=["']?([\w.:-]+)/i.exec(type) ?? [];
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch (error) {
    if (error instanceof RangeError) return new TextDecoder().decode(bytes);
    throw error;
  }
}

function jsonOf(text: string): Value | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

function failUnlessExpected(
  { status_code }: UriArguments,
  answer: HttpAnswer,
  error: string | undefined,
  values: Record<string, Value | undefined>,
): void {
  if (status_code.includes(answer.status)) return;
  const why = answer.status < 0
    ? `Request failed: ${(error ?? "there was no answer").trim()}`
    : answerMessage(answer);
  const { msg: _, ...rest } = values;
  throw new TaskFailure(
    `Status code was ${answer.status} and not [${status_code.join(", ")}]: ${why}`,
    rest,
  );
}
