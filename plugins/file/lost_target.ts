/**
 * A target that is lost in the middle of a change: nobody can ask it any more how far it came, so
 * the failure says at least where it was.
 *
 * @module
 */
import { type AnyAction, Fault, type LazyAction } from "@shep/sdk";

/** The action, whose failures tell its path where the target was lost. */
export function tellingPath({ name, load }: LazyAction): LazyAction {
  return {
    name,
    load: async () => {
      const action = await load();
      return {
        ...action,
        run: async (args, task) => {
          try {
            return await action.run(args, task);
          } catch (error) {
            throw lostAt(pathOf(args), name, error);
          }
        },
      } satisfies AnyAction;
    },
  };
}

/** The argument that says which file it is about. */
function pathOf({ dest, path }: { readonly dest?: unknown; readonly path?: unknown }): unknown {
  return dest ?? path;
}

function lostAt(path: unknown, action: string, error: unknown): unknown {
  const isLost = error instanceof Fault && error.kind === "unreachable";
  if (!isLost || typeof path !== "string") return error;
  const { summary, detail, ...more } = error.diagnostic;
  const state = "Files are replaced in one step: each is whole, the old one or the new one.";
  return new Fault(error.kind, `${summary}, in '${action}' of '${path}'`, {
    ...more,
    detail: detail === undefined ? state : `${state}\n${detail}`,
    cause: error,
  });
}
