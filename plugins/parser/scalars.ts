/**
 * What an unquoted word means.
 *
 * The types are YAML 1.1's (https://yaml.org/type/) as PyYAML implements them, because that is
 * what playbooks are written for: `yes` is true, `0644` is 420, `1:30` is 90, `1e3` is text.
 *
 * Timestamps stay text. Ansible makes date objects of them, which every consumer prints again.
 *
 * @module
 */

import { type Float, float } from "@shep/sdk/value";
import type { ScalarValue } from "./syntax.ts";

const NULL = /^(?:~|null|Null|NULL)?$/;
const TRUE = /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const FALSE = /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/;

const BINARY = /^0b[01_]+$/;
const HEXADECIMAL = /^0x[\da-fA-F_]+$/;
const OCTAL = /^0[0-7_]+$/;
const DECIMAL = /^(?:0|[1-9][\d_]*)$/;
const SEXAGESIMAL = /^[1-9][\d_]*(?::[0-5]?\d)+$/;

const POINT_FLOAT = /^(?:[-+]?\d[\d_]*\.[\d_]*|\.\d[\d_]*)(?:[eE][-+]\d+)?$/;
const SEXAGESIMAL_FLOAT = /^[-+]?\d[\d_]*(?::[0-5]?\d)+\.[\d_]*$/;
const INFINITE = /^[-+]?\.(?:inf|Inf|INF)$/;
const NOT_A_NUMBER = /^\.(?:nan|NaN|NAN)$/;

/** More digits than any number has; Python refuses to convert more, too. */
const MOST_DIGITS = 4300;

/** Only these can begin a number. */
const NUMBER_START = /^[-+.\d]/;

/** The value of an unquoted, untagged scalar. */
export function resolvePlain(text: string): ScalarValue {
  if (NUMBER_START.test(text)) return parseInteger(text) ?? parseFloating(text) ?? text;
  if (NULL.test(text)) return null;
  return parseBoolean(text) ?? text;
}

/** `yes`, `no`, `true`, `false`, `on` or `off`; undefined for any other text. */
export function parseBoolean(text: string): boolean | undefined {
  if (TRUE.test(text)) return true;
  return FALSE.test(text) ? false : undefined;
}

/** A YAML 1.1 integer, a bigint where a double would round it; undefined for other texts. */
export function parseInteger(text: string): number | bigint | undefined {
  if (text.length > MOST_DIGITS) return undefined;
  const sign = /^[-+]/.exec(text)?.[0];
  const magnitude = parseMagnitude(sign === undefined ? text : text.slice(1));
  if (magnitude === undefined) return undefined;
  const integer = sign === "-" ? -magnitude : magnitude;
  const double = Number(integer);
  return Number.isSafeInteger(double) ? double : integer;
}

function parseMagnitude(text: string): bigint | undefined {
  const digits = text.replaceAll("_", "");
  if (DECIMAL.test(text)) return BigInt(digits);
  if (OCTAL.test(text)) return BigInt(`0o${digits}`);
  // BigInt reads 0x and 0b itself, but not when only underscores follow.
  if (HEXADECIMAL.test(text) || BINARY.test(text)) {
    return digits.length > 2 ? BigInt(digits) : undefined;
  }
  if (SEXAGESIMAL.test(text)) {
    return digits.split(":").reduce((total, part) => total * 60n + BigInt(part), 0n);
  }
  return undefined;
}

/** A YAML 1.1 float; undefined for any other text. */
export function parseFloating(text: string): number | Float | undefined {
  if (POINT_FLOAT.test(text)) return float(Number.parseFloat(text.replaceAll("_", "")));
  if (SEXAGESIMAL_FLOAT.test(text)) return float(parseSexagesimal(text.replaceAll("_", "")));
  if (INFINITE.test(text)) return text.startsWith("-") ? -Infinity : Infinity;
  return NOT_A_NUMBER.test(text) ? NaN : undefined;
}

function parseSexagesimal(text: string): number {
  const magnitude = text.replace(/^[-+]/, "").split(":")
    .reduce((total, part) => total * 60 + Number.parseFloat(part), 0);
  return text.startsWith("-") ? -magnitude : magnitude;
}
