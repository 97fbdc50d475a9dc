/**
 * Facts in files, one for each host: Ansible's `jsonfile`, whose directory both may share.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/jsonfile_cache.html
 * @module
 */
import { join } from "@shep/sdk/path";
import { Fault, jsonText, parseJson, type ValueMap } from "@shep/sdk";
import type { CachePlace, FactCache } from "./cache.ts";

/** As Ansible writes it. */
const INDENT = 4;

/** A directory of facts. */
export class JsonFileCache implements FactCache {
  readonly #place: CachePlace;

  /** @throws {Fault} When the directory cannot be made. */
  constructor(place: CachePlace) {
    this.#place = place;
    try {
      Deno.mkdirSync(place.location, { recursive: true });
    } catch (cause) {
      throw new Fault("failed", `The fact cache '${place.location}' cannot be made`, { cause });
    }
  }

  /** Facts that are too old, or that nobody can read, are none. */
  read(host: string): ValueMap | undefined {
    const path = this.#path(host);
    try {
      const written = Deno.statSync(path).mtime?.getTime() ?? 0;
      if (Date.now() - written > this.#place.lifetime) return undefined;
      const facts = parseJson(Deno.readTextFileSync(path));
      return facts instanceof Map ? facts : undefined;
    } catch (error) {
      if (error instanceof Deno.errors.NotFound || error instanceof SyntaxError) return undefined;
      throw error;
    }
  }

  /** Written beside its place, then renamed: no reader ever sees half of it. */
  write(host: string, facts: ValueMap): void {
    const path = this.#path(host);
    const temporary = `${path}.${Deno.pid}`;
    const sorted = new Map([...facts].sort(([a], [b]) => String(a) < String(b) ? -1 : 1));
    Deno.writeTextFileSync(temporary, jsonText(sorted, INDENT), { mode: 0o600 });
    Deno.renameSync(temporary, path);
  }

  remove(host: string): void {
    try {
      Deno.removeSync(this.#path(host));
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }

  [Symbol.dispose](): void {}

  #path(host: string): string {
    // A name is one file's: what would lead elsewhere is written out.
    const name = (this.#place.prefix + host).replaceAll("/", "%2F");
    return join(this.#place.location, name);
  }
}
