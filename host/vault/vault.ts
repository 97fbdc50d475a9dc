/**
 * What a run does with vaulted texts: it decrypts them where they are read, and keeps what was in
 * them out of everything it shows.
 *
 * @module
 */
import { DeferredText, hasMarkup, type Origin, TemplateText } from "../template/mod.ts";
import { isVaulted } from "./envelope.ts";
import { Keyring, type VaultPlace } from "./keyring.ts";
import { Scrubber } from "./scrubber.ts";
import { MASK, Secret } from "./secret.ts";

/** The vault of a run. */
export class Vault {
  /** Knows everything that was decrypted. */
  readonly scrubber: Scrubber = new Scrubber();
  readonly #keyring: Keyring;
  /** By vaulted text: the same file is read once for each host. */
  readonly #opened = new Map<string, Promise<Uint8Array>>();
  /** What stood behind `!vault`. */
  readonly #texts = new Set<string>();
  /** Files that were vaulted. */
  readonly #files = new Set<string>();

  /** A vault that is opened with these passwords. */
  constructor(keyring: Keyring = new Keyring([])) {
    this.#keyring = keyring;
  }

  /**
   * What stands behind `!vault`. It is decrypted when a template reads it, which takes 5 ms, and
   * fails then if it cannot be: Ansible does not mind a vault that nobody opens.
   */
  text(vaulted: string, place: VaultPlace): VaultText {
    return new VaultText(() => this.#clearText(vaulted, place), originOf(place));
  }

  /**
   * The content of a file: decrypted, if it is vaulted.
   *
   * @throws {Fault} if it cannot be decrypted.
   */
  async file(path: string, content: Uint8Array): Promise<Uint8Array> {
    if (!isVaulted(content)) return content;
    this.#files.add(path);
    this.scrubber.addFile(path);
    return await this.#clear(new TextDecoder().decode(content), { file: path, isFile: true });
  }

  /** The values of a file that was vaulted are secrets, each of them. */
  learnValues(path: string, values: unknown): void {
    if (this.#files.has(path)) this.scrubber.addAll(values);
  }

  async #clearText(vaulted: string, place: VaultPlace): Promise<Secret> {
    const clear = new TextDecoder().decode(await this.#clear(vaulted, place));
    this.#texts.add(clear);
    return new Secret(clear);
  }

  /** Whether a text is one that stood behind `!vault`. */
  hasRead(text: string): boolean {
    return this.#texts.has(text);
  }

  #clear(vaulted: string, place: VaultPlace): Promise<Uint8Array> {
    const known = this.#opened.get(vaulted);
    if (known !== undefined) return known;
    const opened = this.#open(vaulted, place);
    this.#opened.set(vaulted, opened);
    return opened;
  }

  async #open(vaulted: string, place: VaultPlace): Promise<Uint8Array> {
    const { clear } = await this.#keyring.open(vaulted, place);
    this.scrubber.add(new TextDecoder().decode(clear));
    return clear;
  }
}

/**
 * A vaulted text as a variable holds it: stars to everything but a template that reads it.
 *
 * A template gets a plain string, because filters, tests and targets need one; by then the
 * {@linkcode Scrubber} knows it. As in Ansible, markup in a vaulted text is trusted: whoever
 * encrypted it wrote the playbook.
 */
export class VaultText extends DeferredText {
  readonly #decrypt: () => Promise<Secret>;

  /** A text that `decrypt` knows, at `origin`. */
  constructor(decrypt: () => Promise<Secret>, origin: Origin) {
    super(MASK, origin);
    this.#decrypt = decrypt;
  }

  /** Decrypts it. */
  protected override async load(): Promise<TemplateText | string> {
    const clear = (await this.#decrypt()).reveal();
    return hasMarkup(clear) ? new TemplateText(clear, this.origin) : clear;
  }
}

function originOf({ file, line, column }: VaultPlace): Origin {
  return {
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
  };
}
