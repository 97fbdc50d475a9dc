/**
 * Lines of `authorized_keys`.
 *
 * @see https://man.openbsd.org/sshd.8#AUTHORIZED_KEYS_FILE_FORMAT
 * @module
 */

/** A line that allows a key. */
export interface AuthorizedKey {
  readonly options: string;
  readonly type: string;
  /** In base64. */
  readonly key: string;
  readonly comment: string;
}

const TYPE = /^(?:ssh-|sk-ssh-|ecdsa-|sk-ecdsa-)[\w@.-]+$/;

/** Reads a line; undefined for one that is no key. */
export function parseAuthorizedKey(line: string): AuthorizedKey | undefined {
  const text = line.trim();
  if (text === "" || text.startsWith("#")) return undefined;
  const words = splitUnquoted(text, /\s/);
  const at = TYPE.test(words[0] ?? "") ? 0 : 1;
  const [type, key] = [words[at], words[at + 1]];
  if (type === undefined || key === undefined || !TYPE.test(type)) return undefined;
  const comment = words.slice(at + 2).join(" ");
  return { options: at === 1 ? words[0]! : "", type, key, comment };
}

/** The line. */
export function formatAuthorizedKey({ options, type, key, comment }: AuthorizedKey): string {
  return [options, type, key, comment].filter((word) => word !== "").join(" ");
}

function equalKeys(a: AuthorizedKey, b: AuthorizedKey): boolean {
  const sorted = (options: string): string => splitUnquoted(options, /,/).sort().join(",");
  return a.type === b.type && a.key === b.key && a.comment === b.comment &&
    sorted(a.options) === sorted(b.options);
}

/** Splits where no quotes are open. */
function splitUnquoted(text: string, separator: RegExp): string[] {
  const parts: string[] = [];
  let part = "";
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (char === "\\" && isQuoted) part += char + (text[++at] ?? "");
    else if (!isQuoted && separator.test(char)) {
      if (part !== "") parts.push(part);
      part = "";
    } else {
      if (char === '"') isQuoted = !isQuoted;
      part += char;
    }
  }
  return part === "" ? parts : [...parts, part];
}

/**
 * What a file becomes when keys are to be in it, or not. A key whose options or comment differ is
 * replaced at the end; where `exclusive`, nothing but the keys is left.
 */
export function editKeys(
  text: string | undefined,
  keys: readonly AuthorizedKey[],
  { state, exclusive }: { readonly state: "absent" | "present"; readonly exclusive: boolean },
): string | undefined {
  const lines = (text ?? "").split("\n");
  if (lines.at(-1) === "") lines.pop();
  const wanted = new Map(keys.map((key) => [key.key, key]));
  const found = new Set<string>();
  const kept = lines.filter((line) => {
    const key = parseAuthorizedKey(line);
    const wish = key === undefined ? undefined : wanted.get(key.key);
    if (key === undefined || wish === undefined) return !(exclusive && state === "present");
    if (state === "absent" || found.has(key.key) || !equalKeys(key, wish)) return false;
    found.add(key.key);
    return true;
  });
  const added = state === "absent"
    ? []
    : [...wanted.values()].filter(({ key }) => !found.has(key)).map(formatAuthorizedKey);
  if (added.length === 0 && kept.length === lines.length) return text;
  return [...kept, ...added].map((line) => `${line}\n`).join("");
}
