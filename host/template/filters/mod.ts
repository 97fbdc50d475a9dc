/**
 * Jinja2's filters.
 *
 * @see https://jinja.palletsprojects.com/en/stable/templates/#list-of-builtin-filters
 * @module
 */

import type { Filter } from "../call.ts";
import { HTML_FILTERS } from "./html.ts";
import { LAYOUT_FILTERS } from "./layout.ts";
import { NUMBER_FILTERS } from "./number.ts";
import { SELECT_FILTERS } from "./select.ts";
import { SEQUENCE_FILTERS } from "./sequence.ts";
import { TEXT_FILTERS } from "./text.ts";
import { VALUE_FILTERS } from "./value.ts";

/** Every filter of Jinja2 itself. */
export const FILTERS: ReadonlyMap<string, Filter> = new Map([
  ...TEXT_FILTERS,
  ...LAYOUT_FILTERS,
  ...HTML_FILTERS,
  ...NUMBER_FILTERS,
  ...SEQUENCE_FILTERS,
  ...SELECT_FILTERS,
  ...VALUE_FILTERS,
]);
