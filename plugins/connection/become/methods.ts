/**
 * The ways to become another user.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_privilege_escalation.html
 * @module
 */
import {
  type Become,
  type BecomeMethodName,
  becomeMethodName,
  becomeMethodProblem,
  Fault,
  sh,
  shellLines,
  type ShellText,
} from "@shep/sdk";
import { portableCommand } from "../start_script.ts";
import type { Prompt } from "./dialogue.ts";
import { onTerminal } from "./terminal.ts";

/** A way to become another user. */
export interface BecomeMethod {
  /** As `become_method` names it. */
  readonly name: BecomeMethodName;
  /**
   * What it asks for a password with, nothing if it never does; `nonce` is something that nobody
   * else knows.
   */
  prompt(nonce: string): Prompt | undefined;
  /**
   * The words that run a script by `/bin/sh` as the other user. Its `$1` is the process group that it
   * is in, where that is not the one of whoever starts it.
   */
  argv(become: Become, prompt: Prompt, script: ShellText): string[];
  /** What it says of a wrong password, where it does not just ask again. */
  readonly wrongPassword: RegExp;
  /** What it says where it needs a password and was told not to ask. */
  readonly missingPassword: RegExp;
}

/** @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/sudo_become.html */
const sudo: BecomeMethod = {
  name: "sudo",
  prompt: (nonce) => `[sudo ${nonce}] password:`,
  argv: ({ executable = "sudo", flags = "-H", user = "root", password }, prompt, script) => {
    const own = words(flags).filter((flag) => flag !== "-n" && flag !== "-S");
    const asking = password === undefined ? ["-n"] : ["-S", "-p", String(prompt)];
    return [executable, ...own, ...asking, "-u", user, "--", "/bin/sh", "-c", script.text];
  },
  wrongPassword: /incorrect password attempt/,
  missingPassword: /password is required/,
};

/**
 * `Password: ` in the languages that su is known to ask in, at the end of its line.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/su_become.html
 */
const PASSWORD_PROMPT =
  /^[^\n]*(?:password|passwort|passord|mot de passe|contraseña|contrasenya|senha|wachtwoord|lösenord|salasana|adgangskode|hasło|heslo|jelszó|пароль|парола|parola|parool|şifre|암호|パスワード|密码|密碼|口令)[^\n]{0,40}[:：]\s*$/i;

/**
 * The other user's own shell is what reads su's command.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/su_become.html
 */
const su: BecomeMethod = {
  name: "su",
  prompt: () => PASSWORD_PROMPT,
  argv: ({ executable = "su", flags = "", user = "root" }, _, script) => [
    executable,
    ...words(flags),
    user,
    "-c",
    portableCommand("/bin/sh", script),
  ],
  wrongPassword: /authentication failure|incorrect password|permission denied|sorry/i,
  missingPassword: /must be run from a terminal|authentication failure|cannot open .*tty/i,
};

/**
 * It reads passwords from a terminal only, and closes all that it inherits but its input and
 * outputs. A user who needs none is not asked, and no terminal is made.
 *
 * @see https://man.openbsd.org/doas
 */
const doas: BecomeMethod = {
  name: "doas",
  prompt: () => PASSWORD_PROMPT,
  argv: ({ executable = "doas", flags = "", user = "root", password }, _, script) => {
    const own = words(flags).filter((flag) => flag !== "-n");
    const silently = [executable, ...own, "-n", "-u", user, "/bin/sh", "-c"];
    if (password === undefined) return [...silently, script.text];
    const asking = sh`${[executable, ...own, "-u", user, "/bin/sh", "-c", script.text]} sh $$`;
    const whole = shellLines([
      sh`${[...silently, ":"]} </dev/null >/dev/null 2>&1 && exec ${[...silently, script.text]}`,
      onTerminal(asking),
    ]);
    return ["/bin/sh", "-c", whole.text];
  },
  wrongPassword: /authentication failed/i,
  missingPassword: /auth(?:entication|orization) required|a tty is required/i,
};

const METHODS: Readonly<Record<BecomeMethodName, BecomeMethod>> = { sudo, su, doas };

/**
 * The method of a name.
 *
 * @throws {Fault} `failed`, for one that is not supported.
 */
export function becomeMethod(name: string): BecomeMethod {
  const known = becomeMethodName(name);
  if (known !== undefined) return METHODS[known];
  const { summary, hint } = becomeMethodProblem(name)!;
  throw new Fault("failed", summary, { hint });
}

function words(flags: string): string[] {
  return flags.split(/\s+/).filter((flag) => flag !== "");
}
