/** Connections to an sshd of the tests' own. @module */
import type { Connection, Value } from "@shep/sdk";
import type { TestSshd } from "../../testdata/remote/sshd.ts";
import { sshConnection } from "./connection.ts";

/** Opens a connection, uses it and closes it. */
export async function connected(
  sshd: TestSshd,
  use: (connection: Connection) => Promise<void>,
  variables: Record<string, Value> = {},
): Promise<void> {
  const connection = await sshConnection().open({
    connection: "ssh",
    host: "127.0.0.1",
    options: sshd.variables(variables),
    environment: sshd.environment,
  });
  try {
    await use(connection);
  } finally {
    await connection.close();
  }
}
