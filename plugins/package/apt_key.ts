/**
 * The action `apt_key`: keys that apt trusts, by `apt-key`.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/apt_key_module.html
 * @module
 */
import {
  type Arguments,
  defineAction,
  sh,
  shellLines,
  ShellText,
  TaskFailure,
  type TaskResult,
} from "@shep/sdk";
import { expandingWord } from "../command/expansion.ts";
import { printCommand } from "../file/content.ts";
import { readReport, targetScript } from "../file/target.ts";
import { downloadTo } from "../net/download.ts";

const SPECS = {
  id: { type: "str", description: "The number of the key, in hex." },
  data: { type: "str", description: "The key itself." },
  file: { type: "path", description: "A file on the target that holds it." },
  keyring: { type: "path", description: "The file of apt's that it is kept in." },
  url: { type: "str", description: "Where it is fetched from." },
  keyserver: { type: "str", description: "The server that is asked for it." },
  state: {
    type: "str",
    description: "Whether it is trusted.",
    choices: ["absent", "present"],
    default: "present",
  },
  validate_certs: {
    type: "bool",
    description: "Whether the server of `url` has to prove who it is.",
    default: true,
  },
} as const;

type KeyArguments = Arguments<typeof SPECS>;

/** Adds keys that apt trusts, and removes them. */
export const aptKey = defineAction({
  name: "apt_key",
  summary: "Adds keys that apt trusts, and removes them.",
  arguments: SPECS,
  constraints: [
    { mutuallyExclusive: ["data", "file", "keyserver", "url"] },
    { requiredOneOf: ["id", "data", "file", "keyserver", "url"] },
  ],
  supportsCheck: true,
  examples: ["- apt_key:\n    id: 9FED2BCBDCD29CDF\n    url: https://example.com/key.asc"],
  returns: {
    id: "The number as it was given, or found.",
    key_id: "The number without 0x, in capitals.",
    short_id: "Its last 8 digits.",
    fp: "Its last 16 digits, or 8 where it was given so.",
    before: "The keys that were trusted, with as many digits.",
    after: "The keys that are trusted, if any changed.",
  },
  async run(args, task): Promise<TaskResult> {
    const id = args.id === undefined ? undefined : keyId(args.id);
    if (args.state === "absent" && id === undefined && args.keyserver !== undefined) {
      throw new TaskFailure("id is needed to remove a key");
    }
    if (args.keyserver !== undefined && id === undefined) {
      throw new TaskFailure("key_id is required with keyserver.");
    }
    const report = readReport(await task.script(keyScript(args, id ?? "", task.check)));
    const found = report.get("id") ?? id ?? "";
    // As Ansible tells keys: by 16 digits, or by 8 where the task names one so.
    const digits = id?.length === 8 ? 8 : 16;
    const list = (name: string): string[] =>
      (report.get(name) ?? "").split(/\s+/).filter((each) => each !== "")
        .map((each) => each.slice(-digits));
    const before = list("before");
    return {
      changed: report.changed,
      values: {
        id: args.id ?? found.slice(-digits),
        key_id: id ?? found.slice(-digits),
        short_id: found.slice(-8),
        fp: (report.get("fingerprint") ?? found).slice(-digits),
        before,
        ...(report.changed && !task.check ? { after: list("after") } : {}),
      },
    };
  },
});

/** @throws {TaskFailure} For what is no number. */
function keyId(text: string): string {
  const id = text.trim().replaceAll(/\s/g, "").toUpperCase().replace(/^0X/, "");
  if (/^[0-9A-F]{8,40}$/.test(id)) return id;
  throw new TaskFailure(`Invalid key_id: ${text}`);
}

function keyScript(args: KeyArguments, id: string, check: boolean): ShellText {
  const { state, keyring, keyserver, validate_certs } = args;
  return targetScript({
    check,
    state,
    id,
    keyring: keyring === undefined ? "" : expandingWord(keyring),
    keyserver: keyserver ?? "",
    key: "",
  }, [
    FUNCTIONS,
    shellLines(["get_key() {", keyText(args, validate_certs), "}"]),
    WORK,
  ]);
}

/** What leaves the key in the file `$key`. */
function keyText({ data, file, url }: KeyArguments, validatesCerts: boolean): ShellText {
  if (url !== undefined) return downloadTo("key", url, ".asc", { validatesCerts });
  if (file !== undefined) {
    return sh`key=${expandingWord(file)}; [ -r "$key" ] || fail "Cannot read $key"`;
  }
  if (data === undefined) return sh`:`;
  const text = printCommand(new TextEncoder().encode(data));
  return new ShellText(`key=$(umask 077; mktemp) && ${text} >"$key" || fail "Cannot write the key"
trap 'rm -f -- "$key"' 0`);
}

const FUNCTIONS = new ShellText(`
export LC_ALL=C APT_KEY_DONT_WARN_ON_DANGEROUS_USAGE=1
command -v apt-key >/dev/null 2>&1 ||
  fail "There is no apt-key on the target, as in newer releases: put the key into /etc/apt/keyrings and name it by signed-by"
apt_key() { apt-key \${keyring:+--keyring "$keyring"} "$@"; }
# apt-key makes a keyring that it is to list.
listed() {
  [ -z "$keyring" ] || [ -e "$keyring" ] || return 0
  apt_key adv --list-public-keys --keyid-format=long --with-colons 2>/dev/null |
    sed -n 's/^fpr:::::::::\\([0-9A-F]*\\):.*/\\1/p'
}
has_key() {
  for each in $keys; do case $each in *"$1") return 0 ;; esac; done
  return 1
}`);

const WORK = new ShellText(`
keys=$(listed)
say before "$(echo $keys)"
[ -n "$id" ] || {
  get_key
  command -v gpg >/dev/null 2>&1 || fail "There is no gpg on the target, which tells the number of a key"
  id=$(gpg --with-colons --import-options show-only --import --dry-run -- "$key" 2>/dev/null |
    sed -n 's/^fpr:::::::::\\([0-9A-F]*\\):.*/\\1/p' | head -n 1)
  [ -n "$id" ] || fail "What was given holds no key"
}
say id "$id"
case $state in
  present)
    has_key "$id" || {
      change key absent present
      if [ -n "$check" ]; then :
      elif [ -n "$keyserver" ]; then
        said=$(apt_key adv --no-tty --keyserver "$keyserver" --recv "$id" 2>&1) ||
          fail "Error fetching key $id from keyserver: $keyserver: $said"
      else
        [ -n "$key" ] || get_key
        [ -n "$key" ] || fail "A key that is not there has to be given: by data, file, url or keyserver"
        said=$(apt_key add "$key" 2>&1) || fail "Unable to add a key: $said"
      fi
    } ;;
  absent)
    if has_key "$id"; then
      change key present absent
      [ -n "$check" ] || said=$(apt_key del "$id" 2>&1) || fail "unable to remove key_id $id: $said"
    fi ;;
esac
if [ -n "$changed" ] && [ -z "$check" ]; then
  keys=$(listed)
  say after "$(echo $keys)"
  [ "$state" = absent ] || has_key "$id" ||
    fail "key does not seem to have been added: $id is not among the keys that apt trusts"
fi
for each in $keys; do case $each in *"$id") say fingerprint "$each" ;; esac; done
exit 0`);
