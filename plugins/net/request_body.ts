/**
 * The body of a request, made of what a task gives.
 *
 * @module
 */
import { pythonText, type Task, TaskFailure, type Value, type ValueMap } from "@shep/sdk";
import { contentText, formatJson } from "../file/content_text.ts";
import { contentTypeOf } from "./content_types.ts";

/** How a body is made. */
export type BodyFormat = "raw" | "json" | "form-urlencoded" | "form-multipart";

/** A body, and the type that goes with it. */
export interface RequestBody {
  readonly bytes: Uint8Array;
  readonly contentType?: string;
}

/** The type of what a format makes; none where it is not the same for all. */
export const CONTENT_TYPES: Readonly<Partial<Record<BodyFormat, string>>> = {
  "json": "application/json",
  "form-urlencoded": "application/x-www-form-urlencoded",
};

/**
 * A body in a format.
 *
 * @throws {TaskFailure} For a value that the format cannot express.
 */
export async function requestBody(
  body: Value,
  format: BodyFormat,
  task: Task,
): Promise<RequestBody> {
  switch (format) {
    case "raw":
      return { bytes: contentText(body) };
    case "json":
      return {
        bytes: encode(typeof body === "string" ? body : formatJson(body)),
        contentType: CONTENT_TYPES[format]!,
      };
    case "form-urlencoded":
      return {
        bytes: encode(typeof body === "string" ? body : urlencode(body)),
        contentType: CONTENT_TYPES[format]!,
      };
    case "form-multipart":
      return await multipart(body, crypto.randomUUID(), task);
  }
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/**
 * A dict, or a list of pairs. A list as a value gives its name several times, a dict once for each
 * of its keys, null not at all.
 */
export function urlencode(body: Value): string {
  if (body === null) return "";
  const pairs = body instanceof Map
    ? [...body]
    : Array.isArray(body)
    ? body.map(asPair)
    : undefined;
  if (pairs === undefined) {
    throw new TaskFailure("A body that is form-urlencoded has to be a dict or a list of pairs");
  }
  const parameters = new URLSearchParams();
  for (const [name, value] of pairs) {
    const values = value instanceof Map
      ? [...value.keys()]
      : Array.isArray(value)
      ? value
      : [value];
    for (const each of values.filter((each) => each !== null)) {
      parameters.append(pythonText(name), pythonText(each));
    }
  }
  return parameters.toString();
}

function asPair(item: Value): [Value, Value] {
  if (Array.isArray(item) && item.length === 2) return [item[0]!, item[1]!];
  throw new TaskFailure("A body that is form-urlencoded has to be a dict or a list of pairs");
}

/** @see https://www.rfc-editor.org/rfc/rfc7578 */
export async function multipart(
  body: Value,
  boundary: string,
  task: Pick<Task, "readFile">,
): Promise<RequestBody> {
  if (!(body instanceof Map)) {
    throw new TaskFailure("A body that is form-multipart has to be a dict");
  }
  const pieces: Uint8Array[] = [];
  for (const [name, value] of body) {
    const { headers, bytes } = await part(String(name), value, task);
    pieces.push(encode(`--${boundary}\r\n${headers.join("\r\n")}\r\n\r\n`), bytes, encode("\r\n"));
  }
  pieces.push(encode(`--${boundary}--\r\n`));
  return {
    bytes: new Uint8Array(await new Blob(pieces as BlobPart[]).arrayBuffer()),
    contentType: `multipart/form-data; boundary=${boundary}`,
  };
}

async function part(
  name: string,
  value: Value,
  task: Pick<Task, "readFile">,
): Promise<{ headers: string[]; bytes: Uint8Array }> {
  const disposition = `Content-Disposition: form-data; name="${escaped(name)}"`;
  if (!(value instanceof Map)) {
    return { headers: [disposition, "Content-Type: text/plain"], bytes: contentText(value) };
  }
  const filename = text(value, "filename");
  const content = value.get("content");
  if (filename === undefined && content === undefined) {
    throw new TaskFailure(`The part '${name}' has neither a filename nor content`);
  }
  const bytes = content === undefined || content === null
    ? await fileBytes(filename!, task)
    : contentText(content);
  const type = text(value, "mime_type") ?? contentTypeOf(filename ?? "");
  const file = filename === undefined
    ? ""
    : `; filename="${escaped(filename.split("/").at(-1) ?? "")}"`;
  return { headers: [`${disposition}${file}`, `Content-Type: ${type}`], bytes };
}

function text(map: ValueMap, key: string): string | undefined {
  const value = map.get(key);
  return value === undefined || value === null ? undefined : String(value);
}

function escaped(name: string): string {
  return name.replaceAll(/["\r\n]/g, (char) => encodeURIComponent(char));
}

async function fileBytes(path: string, task: Pick<Task, "readFile">): Promise<Uint8Array> {
  const { data } = await task.readFile(path, { search: "files" });
  if (data === undefined) throw new TaskFailure(`Could not find or access '${path}'`);
  return data;
}
