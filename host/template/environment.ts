/**
 * The engine's front: compiles, caches and evaluates templates.
 *
 * @module
 */

import type { EnvironmentOptions, Mode, Syntax } from "./options.ts";
import type { Scope } from "./scope.ts";
import type { TemplateText } from "./text.ts";

/** Everything templates share: filters, tests, globals, syntax and the cache of compiled texts. */
export class Environment {
  constructor(_options: EnvironmentOptions = {}) {}

  /** Renders a template file to text; a `#jinja2:` first line may change the syntax. */
  render(_text: TemplateText | string, _scope: Scope, _syntax?: Partial<Syntax>): string {
    throw new Error("not supported yet");
  }

  /** The value of a text. */
  evaluate(_text: TemplateText, _scope: Scope, _options?: { mode?: Mode }): unknown {
    throw new Error("not supported yet");
  }

  /** Like `evaluate`, for templates that use asynchronous filters or globals. */
  evaluateAsync(_text: TemplateText, _scope: Scope, _options?: { mode?: Mode }): Promise<unknown> {
    throw new Error("not supported yet");
  }

  /** The value of a bare expression, as `when:` holds. */
  condition(_expression: TemplateText, _scope: Scope): unknown {
    throw new Error("not supported yet");
  }

  /** `value` with every `TemplateText` in it rendered; `value` itself when there is none. */
  resolve(_value: unknown, _scope: Scope): unknown {
    throw new Error("not supported yet");
  }
}
