/**
 * Programs that run as the connection's own user.
 *
 * @module
 */
import type { Environment } from "@shep/sdk";
import { resolve } from "@shep/sdk/path";
import { checkLaunch, explainLaunch, type Launch } from "../connection/launch.ts";
import { SpawnedProgram } from "../connection/process/spawned_program.ts";
import type { Elevate, Launcher, Program, ProgramRequest } from "../connection/program.ts";

/** Starts programs as the user that runs this plugin. */
export class DirectLauncher implements Launcher {
  readonly #cwd: string;
  readonly #environment: Environment;

  /** `cwd` and `environment` are what a program gets that asks for nothing else. */
  constructor(cwd: string, environment: Environment) {
    this.#cwd = cwd;
    this.#environment = environment;
  }

  async start(
    request: ProgramRequest,
    stdin: "null" | "piped",
    elevate?: Elevate,
  ): Promise<Program> {
    const cwd = resolve(this.#cwd, request.cwd ?? "");
    const environment = { ...this.#environment, ...request.environment, PWD: cwd };
    const launch: Launch = { argv: request.argv, cwd, environment };
    checkLaunch(launch);
    try {
      // What runs as another user can only be signalled as a group.
      const isolation = request.lasts || elevate ? "group" : "tree";
      return new SpawnedProgram(launch, stdin, isolation, elevate);
    } catch (error) {
      throw await explainLaunch(error, launch);
    }
  }
}
