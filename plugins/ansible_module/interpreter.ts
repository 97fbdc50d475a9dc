/**
 * The controller's Python, in which ansible-core is installed: one process, which answers requests
 * for as long as the plugin lives.
 *
 * @module
 */
import { Fault, jsonText, parseJson, toValue, type Value } from "@shep/sdk";
import program from "./interpreter.py" with { type: "text" };

/** Which module is meant, and where it may be. */
export interface ModuleRequest {
  /** A short or a full name. */
  readonly name: string;
  /** Folders of modules: the `library` of a playbook or a role. */
  readonly libraries: readonly string[];
  /** Folders that hold an `ansible_collections`. */
  readonly collections: readonly string[];
}

/** A module that was found. */
export interface FoundModule {
  /** The version of ansible-core; nothing if it is not installed. */
  readonly version: string | null;
  /** The full name; nothing if there is no such module. */
  readonly name?: string;
  /** Whether a part of it runs on the controller, which only Ansible can do. */
  readonly hasAction: boolean;
}

/** A module with all that it imports. */
export interface PackedModule {
  /** What it is imported as. */
  readonly main: string;
  /** Compressed, in base64. */
  readonly sources: string;
  /** The version of ansible-core that it comes from. */
  readonly version: string;
  /** What its collection says about its names. */
  readonly warnings: readonly string[];
}

/** A filter to be applied. */
export interface FilterRequest {
  /** Its short name. */
  readonly filter: string;
  /** Folders of plugins. */
  readonly folders: readonly string[];
  /** The value, then what is given by position. */
  readonly arguments: Value[];
  /** Given by name. */
  readonly named: Readonly<Record<string, Value>>;
}

/** What Python answers. */
interface Reply {
  readonly id: number;
  readonly error?: string;
  readonly version?: string | null;
  readonly found?: readonly string[];
  readonly has_action?: boolean;
  readonly main?: string;
  readonly sources?: string;
  readonly warnings?: readonly string[];
  /** The full name of a module that there was once, and why it has gone. */
  readonly removed?: readonly [name: string, why: string];
  /** As JSON. */
  readonly value?: string;
}

/** Runs the string that is its first argument, which keeps its own text at hand. */
const RUN_ARGUMENT = "import sys; exec(sys.argv[1])";

/** Python, started when it is first asked. */
export class Interpreter {
  #child: Promise<Deno.ChildProcess> | undefined;
  #writer: WritableStreamDefaultWriter<Uint8Array> | undefined;
  readonly #waiting = new Map<number, PromiseWithResolvers<Reply>>();
  readonly #packed = new Map<string, Promise<PackedModule>>();
  #lastId = 0;

  /** Looks for a module. */
  async find(request: ModuleRequest): Promise<FoundModule> {
    const reply = await this.#ask({ ...request, pack: false });
    if (reply.removed !== undefined) throw removed(...reply.removed);
    if (reply.error !== undefined) throw unpacked(request.name, reply.error);
    const { version = null, found = [], has_action = false } = reply;
    const [name] = found;
    return { version, hasAction: has_action, ...(name === undefined ? {} : { name }) };
  }

  /**
   * Packs a module; once for each.
   *
   * @throws {Fault} When it cannot be packed.
   */
  pack(request: ModuleRequest): Promise<PackedModule> {
    const key = JSON.stringify(request);
    let packed = this.#packed.get(key);
    if (!packed) {
      packed = this.#pack(request);
      this.#packed.set(key, packed);
    }
    return packed;
  }

  async #pack(request: ModuleRequest): Promise<PackedModule> {
    const { main, sources, version, error, warnings = [] } = await this.#ask({
      ...request,
      pack: true,
    });
    if (error !== undefined) throw unpacked(request.name, error);
    if (version === null || version === undefined) throw noAnsible(request.name);
    if (main !== undefined && sources !== undefined) {
      return { main, sources, version, warnings };
    }
    throw new Fault("not-found", `There is no module '${request.name}'`);
  }

  /**
   * What a filter makes of its arguments.
   *
   * @throws {Fault} When there is none of the name, or it fails.
   */
  async apply({ filter, folders, arguments: positional, named }: FilterRequest): Promise<Value> {
    const args = jsonText([positional, toValue(named)]);
    const { value, error } = await this.#ask({ filter, folders, arguments: args });
    if (value !== undefined) return parseJson(value);
    throw new Fault("failed", `The filter '${filter}', which is written in Python, failed`, {
      detail: error ?? "It gave no value",
    });
  }

  async #ask(question: Readonly<Record<string, unknown>>): Promise<Reply> {
    await (this.#child ??= this.#start());
    const id = ++this.#lastId;
    const waiting = Promise.withResolvers<Reply>();
    this.#waiting.set(id, waiting);
    const request = `${JSON.stringify({ ...question, id })}\n`;
    await this.#writer!.write(new TextEncoder().encode(request));
    return await waiting.promise;
  }

  #start(): Promise<Deno.ChildProcess> {
    try {
      const child = new Deno.Command("python3", {
        args: ["-c", RUN_ARGUMENT, program],
        stdin: "piped",
        stdout: "piped",
        stderr: "inherit",
      }).spawn();
      this.#writer = child.stdin.getWriter();
      this.#read(child).catch((error) => this.#fail(error));
      return Promise.resolve(child);
    } catch (cause) {
      return Promise.reject(
        new Fault("not-found", "Modules in Python need 'python3' on this machine", {
          hint: "Install Python and ansible-core here",
          cause,
        }),
      );
    }
  }

  async #read(child: Deno.ChildProcess): Promise<void> {
    let rest = "";
    for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + text).split("\n");
      rest = lines.pop()!;
      for (const line of lines) {
        const reply: Reply = JSON.parse(line);
        this.#waiting.get(reply.id)?.resolve(reply);
        this.#waiting.delete(reply.id);
      }
    }
    const { code } = await child.status;
    throw new Fault("failed", `The controller's Python ended with ${code}`);
  }

  #fail(error: unknown): void {
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
    this.#child = undefined;
  }
}

function removed(name: string, why: string): Fault {
  return new Fault("invalid-argument", `The module '${name}' was removed from its collection`, {
    ...(why === "" ? {} : { detail: why }),
  });
}

function unpacked(name: string, detail: string): Fault {
  return new Fault("failed", `The module '${name}' cannot be packed`, { detail });
}

/** Said where ansible-core is missing. */
export function noAnsible(module: string): Fault {
  return new Fault(
    "not-found",
    `The module '${module}' is written in Python: it needs ansible-core on this machine`,
    { hint: "Install it, such as by 'pip install ansible-core'" },
  );
}
