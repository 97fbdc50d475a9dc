/**
 * Filters and tests of vaulted texts.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/vault_filter.html
 * @module
 */
import { EvaluationError, typeError } from "../template/errors.ts";
import { type Filter, table, takes, takesNow, type Test } from "../template/mod.ts";
import { repr } from "../template/values/text.ts";
import { isVaulted } from "../vault/envelope.ts";
import { Keyring, sealWith } from "../vault/keyring.ts";
import { Secret } from "../vault/secret.ts";
import type { Vault } from "../vault/vault.ts";

/** The label of what the filter encrypts, if none is given. */
const USUAL_ID = "filter_default";

const PARAMETERS = table({
  vault: takes(
    ["secret", "salt?", "vault_id?", "wrap_object?", "vaultid?"],
    (_, ...given) => given,
  ),
  unvault: takes(["secret", "vault_id?", "vaultid?"], (_, ...given) => given),
});

const vault: Filter = (value, args, call) => {
  const [password, salt, id, wraps, oldId] = given("vault", value, args, call);
  if (wraps === true) throw unsupported("wrap_object");
  const identity = { id: textOf(id ?? oldId ?? USUAL_ID), password: secret(password) };
  const clear = new TextEncoder().encode(textOf(value));
  const grain = salt === undefined ? undefined : new TextEncoder().encode(textOf(salt));
  return call.wait(
    ["vault", identity.id, textOf(password), textOf(value), salt ?? null],
    () => sealWith(identity, clear, grain),
  );
};

/** Text that is not vaulted is left as it is. */
const unvault: Filter = (value, args, call) => {
  const [password, id, oldId] = given("unvault", value, args, call);
  const vaulted = textOf(value);
  if (!isVaulted(vaulted)) return vaulted;
  const identity = { id: textOf(id ?? oldId ?? USUAL_ID), password: secret(password) };
  return call.wait(["unvault", textOf(password), vaulted], async () => {
    const { clear } = await new Keyring([identity]).open(vaulted);
    return new TextDecoder().decode(clear);
  });
};

function given(name: "vault" | "unvault", ...[value, args, call]: Parameters<Filter>): unknown[] {
  return PARAMETERS.get(name)!(value, args, call) as unknown[];
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  throw typeError(`a vault is made of text, not of ${repr(value)}`);
}

function secret(password: unknown): Secret {
  if (typeof password === "string" && password !== "") return new Secret(password);
  throw typeError("the password of a vault is a text that is not empty");
}

function unsupported(option: string): EvaluationError {
  return new EvaluationError("RuntimeError", `'${option}' of 'vault' is not supported yet`);
}

/** Filters of vaulted texts, by name. */
export const VAULT_FILTERS: ReadonlyMap<string, Filter> = new Map([
  ["vault", vault],
  ["unvault", unvault],
]);

/** Tests of vaulted texts and files, by name. */
export function vaultTests(vault: Vault): Map<string, Test> {
  return table({
    vault_encrypted: takes([], (value) => typeof value === "string" && vault.hasRead(value)),
    vaulted_file: takesNow([], (path) => beginsAsVault(textOf(path))),
  });
}

function beginsAsVault(path: string): boolean {
  using file = Deno.openSync(path);
  const start = new Uint8Array("$ANSIBLE_VAULT;".length);
  return file.readSync(start) === start.length && isVaulted(start);
}
