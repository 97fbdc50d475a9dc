/**
 * `shep vault encrypt-string`: texts as values for YAML.
 *
 * @see https://docs.ansible.com/ansible/latest/vault_guide/vault_encrypting_content.html#encrypting-individual-variables-with-ansible-vault
 * @module
 */
import { type Identity, sealWith } from "@shep/host/vault";
import { Fault } from "@shep/sdk";
import type { VaultContext } from "./context.ts";
import { encode, STANDARD_STREAM } from "./files.ts";

/** What is to be encrypted. */
export interface StringRequest {
  /** Texts; `-` stands for stdin. */
  readonly texts: readonly string[];
  /** Names of the texts, in their order. */
  readonly names: readonly string[];
  /** The name of the text on stdin. */
  readonly stdinName?: string;
  /** Whether the user is to be asked for a text. */
  readonly isAsked: boolean;
}

/** How far the lines of a value are indented, as by `ansible-vault`. */
const INDENT = " ".repeat(10);

interface NamedText {
  readonly name?: string;
  readonly text: Uint8Array;
}

/** YAML that sets each text, encrypted. */
export async function encryptStrings(
  request: StringRequest,
  identity: Identity,
  context: VaultContext,
): Promise<string> {
  const values: string[] = [];
  for (const { name, text } of await namedTexts(request, context)) {
    values.push(yamlValue(name, await sealWith(identity, text)));
  }
  return values.join("\n") + "\n";
}

function yamlValue(name: string | undefined, vaulted: string): string {
  const head = name === undefined ? "!vault |" : `${name}: !vault |`;
  return [head, ...vaulted.trimEnd().split("\n").map((line) => INDENT + line)].join("\n");
}

async function namedTexts(request: StringRequest, context: VaultContext): Promise<NamedText[]> {
  const { texts, names, stdinName, isAsked } = request;
  const given = texts.filter((text) => text !== STANDARD_STREAM);
  const asked = isAsked ? [askedText(context)] : [];
  const spoken = [...asked, ...given];
  if (names.length > spoken.length) {
    throw new Fault("invalid-argument", `There is no text for the name '${names[spoken.length]}'`, {
      hint: "Give a text for each --name; the name of the text on stdin is --stdin-name",
    });
  }
  const named = spoken.map((text, index) => namedText(names[index], encode(text)));
  const needsInput = given.length < texts.length || stdinName !== undefined || spoken.length === 0;
  if (!needsInput) return named;
  return [namedText(stdinName, await context.readInput()), ...named];
}

function namedText(name: string | undefined, text: Uint8Array): NamedText {
  return name === undefined ? { text } : { name, text };
}

function askedText({ passwords }: VaultContext): string {
  const text = passwords.ask?.("String to encrypt: ");
  const again = passwords.ask?.("Confirm string to encrypt: ");
  if (text === undefined) throw new Fault("failed", "There is no terminal to ask for a text on");
  if (text === again) return text;
  throw new Fault("invalid-argument", "The two texts are not the same");
}
