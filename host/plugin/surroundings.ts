/**
 * What the host finds around it to start plugins with.
 *
 * @module
 */
import type { LaunchContext } from "./launch.ts";
import { findProgram, requestedSandbox } from "./sandbox.ts";
import { sdkImports } from "./sdk_imports.ts";

/** What is known already; all the rest is looked for. */
export interface Surroundings extends Partial<LaunchContext> {
  /** The user's environment: `SHEP_DENO` and `SHEP_SANDBOX` are heard. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * What plugins are started with.
 *
 * @throws {Fault} When a sandbox is asked for that is not there.
 */
export function launchContext(known: Surroundings): LaunchContext {
  const { environment } = known;
  const find = (program: string): string | undefined => findProgram(program, environment.PATH);
  const bubblewrap = requestedSandbox(environment.SHEP_SANDBOX, find);
  const prlimit = find("prlimit");
  const setsid = find("setsid");
  return {
    deno: environment.SHEP_DENO ?? ownDeno(find),
    sdk: sdkImports(),
    ...(prlimit === undefined ? {} : { prlimit }),
    ...(setsid === undefined ? {} : { setsid }),
    ...(bubblewrap === undefined ? {} : { bubblewrap }),
    ...known,
  };
}

/** A compiled Shep runs no scripts itself: its own program would only start another Shep. */
function ownDeno(find: (program: string) => string | undefined): string {
  return Deno.build.standalone ? find("deno") ?? "deno" : Deno.execPath();
}
