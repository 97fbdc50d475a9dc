/**
 * Whether templates can be parsed, told before any is rendered.
 *
 * @module
 */

import type { TemplateError } from "./errors.ts";
import { located } from "./locate.ts";
import { DEFAULT_SYNTAX, type Syntax } from "./options.ts";
import { parseEmbedded } from "./syntax/embedded.ts";
import type * as ast from "./syntax/ast.ts";
import { parseExpression, parseTemplate } from "./syntax/parser.ts";
import { Source } from "./syntax/source.ts";
import { hasMarkup, type TemplateText } from "./text.ts";

/** How texts of playbooks are read. */
const TEXT_SYNTAX: Syntax = { ...DEFAULT_SYNTAX, escapeBackslashes: true };

/** How a text is read: as a template, or as an expression, as `when:` holds one. */
export type TextKind = "template" | "condition";

/**
 * What is wrong with the syntax of a text, if anything is. Of one that begins with a `#jinja2:` line
 * nothing is told.
 */
export function syntaxError(text: TemplateText, kind: TextKind): TemplateError | undefined {
  const { source, origin } = text;
  if (source.startsWith("#jinja2:")) return undefined;
  try {
    if (kind === "template") parseTemplate(source, TEXT_SYNTAX);
    else parseCondition(source, DEFAULT_SYNTAX, TEXT_SYNTAX);
    return undefined;
  } catch (error) {
    return located(error, { source: new Source(source), origin }) as TemplateError;
  }
}

/** Whether braces are markup in a condition: where that makes an expression of it. */
export function parseCondition(
  source: string,
  plain: Syntax,
  embedded: Syntax,
): ast.Expression {
  if (!hasMarkup(source)) return parseExpression(source, plain);
  try {
    return parseEmbedded(source, embedded);
  } catch (error) {
    try {
      return parseExpression(source, plain);
    } catch {
      throw error;
    }
  }
}
