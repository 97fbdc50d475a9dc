/** Hosts that cannot be reached, each with what is said of it. @module */
import assert from "node:assert/strict";
import { Fault, type Value } from "@shep/sdk";
import { RecordedTransfer } from "../connection/test_support.ts";
import { sshTest, type TestSshd } from "../../testdata/remote/sshd.ts";
import { connected } from "./test_support.ts";

/** Tries to reach a host, and returns what is said of it. */
async function failure(
  sshd: TestSshd,
  variables: Record<string, Value>,
): Promise<Fault> {
  let thrown: unknown;
  await connected(sshd, async (connection) => {
    thrown = await connection.exec({ kind: "script", script: ":" }, new RecordedTransfer()).catch(
      (error) => error,
    );
  }, variables);
  assert(thrown instanceof Fault, `it was reached: ${JSON.stringify(thrown)}`);
  assert.equal(thrown.kind, "unreachable");
  return thrown;
}

sshTest("a key that is not authorized is told, with who was tried", async (sshd) => {
  const { message, diagnostic } = await failure(sshd, {
    ansible_user: "nobody",
    ansible_ssh_private_key_file: `${sshd.directory}/other_key`,
  });
  assert.match(message, /^Failed to connect to the host via ssh: .*Permission denied/);
  assert.match(diagnostic.hint ?? "", /'nobody'.*--private-key/);
});

sshTest("a host key that is not known is told, with how to make it known", async (sshd) => {
  await Deno.writeTextFile(`${sshd.directory}/known_hosts`, "");
  const { message, diagnostic } = await failure(sshd, {});
  assert.match(message, /Host key verification failed/);
  assert.match(diagnostic.hint ?? "", /not in known_hosts.*ANSIBLE_HOST_KEY_CHECKING/);
});

sshTest("a host key that is not known is accepted where it is not checked", async (sshd) => {
  await Deno.writeTextFile(`${sshd.directory}/known_hosts`, "");
  await connected(sshd, async (connection) => {
    const { exitCode } = await connection.exec(
      { kind: "script", script: ":" },
      new RecordedTransfer(),
    );
    assert.equal(exitCode, 0);
  }, { ansible_host_key_checking: false });
});

sshTest("a host key that has changed is told as what it may be", async (sshd) => {
  const [, key] = (await Deno.readTextFile(`${sshd.directory}/other_key.pub`)).split(" ");
  await Deno.writeTextFile(
    `${sshd.directory}/known_hosts`,
    `[127.0.0.1]:${sshd.port} ssh-ed25519 ${key}\n`,
  );
  const { message, diagnostic } = await failure(sshd, {});
  assert.match(message, /REMOTE HOST IDENTIFICATION HAS CHANGED/);
  assert.match(diagnostic.hint ?? "", /another host answers.*ssh-keygen -R \[127\.0\.0\.1\]:/);
});

sshTest("a port that nobody listens on is told at once", async (sshd) => {
  const { message, diagnostic } = await failure(sshd, { ansible_port: 1 });
  assert.match(message, /Connection refused/);
  assert.match(diagnostic.hint ?? "", /ansible_port/);
});

sshTest("a name that is not known is told", async (sshd) => {
  const { message } = await failure(sshd, { ansible_host: "no-such-host.invalid" });
  assert.match(message, /Could not resolve hostname/);
});

sshTest("a host that accepts and says nothing is given up after the timeout", async (sshd) => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const accepted: Deno.Conn[] = [];
  const accepting = (async () => {
    for await (const connection of listener) accepted.push(connection);
  })().catch(() => {});
  const { message } = await failure(sshd, {
    ansible_port: listener.addr.port,
    ansible_timeout: 1,
  });
  // What ssh says of its own timeout; nobody else would end this.
  assert.match(message, /timed out/);
  assert(accepted.length > 0, "it was never connected to");
  for (const connection of accepted) connection.close();
  listener.close();
  await accepting;
});

sshTest("a host that cannot be reached is tried again as often as was asked for", async (sshd) => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  let tries = 0;
  const accepting = (async () => {
    for await (const connection of listener) {
      tries++;
      connection.close();
    }
  })().catch(() => {});
  await failure(sshd, { ansible_port: listener.addr.port, ansible_ssh_retries: 2 });
  assert.equal(tries, 3);
  listener.close();
  await accepting;
});

sshTest("an ssh that the plugin may not start is refused", async (sshd) => {
  await assert.rejects(
    connected(sshd, () => Promise.resolve(), { ansible_ssh_executable: "/opt/bin/ssh" }),
    /'\/opt\/bin\/ssh' may not be started/,
  );
});
