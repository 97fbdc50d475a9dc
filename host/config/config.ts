/**
 * The settings of a run: what the environment says, else `ansible.cfg`, else the default. What the
 * command line says wins over all of these, where it has a flag.
 *
 * @module
 */
import { dirname } from "@shep/sdk/path";
import { type Diagnostic, Fault } from "@shep/sdk";
import { convert, type PathBase, WrongValue } from "./convert.ts";
import type { IniEntry } from "./ini.ts";
import type { Setting, ValueOf } from "./setting.ts";
import { type SettingName, SETTINGS } from "./settings.ts";
import { notesOn } from "./unused.ts";

/** Where the value of a setting comes from. */
export type SettingOrigin =
  | { readonly kind: "default" }
  | { readonly kind: "environment"; readonly variable: string }
  | { readonly kind: "file"; readonly file: string; readonly entry: IniEntry };

/** What settings are read from. */
export interface ConfigSources {
  /** The variables of the user's environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where the command was called. */
  readonly cwd: string;
  /** The `ansible.cfg`, if there is one. */
  readonly file?: { readonly path: string; readonly entries: readonly IniEntry[] };
}

/** What a setting says, as text, and where. */
interface Said {
  readonly text: string;
  readonly origin: Exclude<SettingOrigin, { kind: "default" }>;
}

/** The settings of a run. */
export class Config {
  readonly #sources: ConfigSources;
  readonly #entries: ReadonlyMap<string, IniEntry>;

  /** All defaults, unless sources say otherwise. */
  constructor(sources: ConfigSources = { environment: {}, cwd: "/" }) {
    this.#sources = sources;
    const entries = sources.file?.entries ?? [];
    this.#entries = new Map(entries.map((entry) => [nameOf(entry.section, entry.key), entry]));
  }

  /** The environment that settings are read from. */
  get environment(): Readonly<Record<string, string>> {
    return this.#sources.environment;
  }

  /** The path of the `ansible.cfg`, if there is one. */
  get file(): string | undefined {
    return this.#sources.file?.path;
  }

  /**
   * The value of a setting.
   *
   * @throws {Fault} `syntax`, if what is said is none of its type.
   */
  get<Name extends SettingName>(name: Name): ValueOf<(typeof SETTINGS)[Name]> {
    return this.valueOf(name) as ValueOf<(typeof SETTINGS)[Name]>;
  }

  /** The same for a name that is not known to the compiler. */
  valueOf(name: SettingName): unknown {
    const setting: Setting = SETTINGS[name];
    const said = this.#said(setting);
    if (said === undefined) return this.#default(setting);
    try {
      return convert(said.text, setting, this.#base(said));
    } catch (error) {
      if (!(error instanceof WrongValue)) throw error;
      throw wrongValue(said, error);
    }
  }

  /** Where the value of a setting comes from. */
  originOf(name: SettingName): SettingOrigin {
    return this.#said(SETTINGS[name])?.origin ?? { kind: "default" };
  }

  /**
   * Reads every setting.
   *
   * @throws {Fault} `syntax`, for the first that says what it cannot.
   */
  check(): void {
    for (const name of Object.keys(SETTINGS)) this.valueOf(name as SettingName);
  }

  /** What is said and has no effect, for those who want to know. */
  notes(): readonly Diagnostic[] {
    const { file, environment } = this.#sources;
    return notesOn(file, environment);
  }

  #said(setting: Setting): Said | undefined {
    const { environment, file } = this.#sources;
    const variable = setting.env.findLast((name) => environment[name]);
    if (variable !== undefined) {
      return { text: environment[variable]!, origin: { kind: "environment", variable } };
    }
    const entry = setting.ini.map(([section, key]) => this.#entries.get(nameOf(section, key)))
      .findLast((found) => found !== undefined);
    if (entry === undefined || file === undefined) return undefined;
    return { text: entry.value, origin: { kind: "file", file: file.path, entry } };
  }

  #default(setting: Setting): unknown {
    const { type, default: value } = setting;
    const isPath = type === "path" || type === "pathspec" || type === "sources";
    return isPath && typeof value === "string" ? convert(value, setting, this.#base()) : value;
  }

  #base(said?: Said): PathBase {
    const { cwd, environment } = this.#sources;
    const folder = said?.origin.kind === "file" ? dirname(said.origin.file) : cwd;
    return { folder, cwd, environment };
  }
}

function nameOf(section: string, key: string): string {
  return `[${section}] ${key}`;
}

function wrongValue({ text, origin }: Said, { message, hint }: WrongValue): Fault {
  if (origin.kind === "environment") {
    return new Fault("syntax", `${origin.variable} ${message}, not '${text}'`, { hint });
  }
  const { key, line, sourceLine } = origin.entry;
  const column = sourceLine.search(/\S/) + 1;
  return new Fault("syntax", `'${key}' ${message}, not '${text}'`, {
    file: origin.file,
    line,
    column,
    sourceLine,
    hint,
  });
}
