/** `uri` against a server on this machine, with each client that a target may have. */
import assert from "node:assert/strict";
import type { Plain, Value } from "@shep/sdk";
import { LocalTask, runAction } from "@shep/sdk/testing";
import { act, inDirectory, isInstalled } from "../system/test_support.ts";
import { parseAnswer } from "./http_answer.ts";
import { curlConfig, httpRequest, wgetConfig } from "./http_request.ts";
import { multipart, urlencode } from "./request_body.ts";
import { testWithClients } from "./test_support.ts";
import { uri } from "./uri.ts";

/** What the server says that it was asked. */
function asked(values: Readonly<Record<string, Value>>): {
  method: string;
  body: string;
  headers: Map<string, string>;
} {
  const json = values["json"];
  assert.ok(json instanceof Map, JSON.stringify(values));
  return Object.fromEntries(json) as ReturnType<typeof asked>;
}

testWithClients("an answer is returned with its headers", async (target, origin) => {
  const { status, values } = await act(uri, { url: `${origin}/json` }, target);
  assert.equal(status, "ok");
  assert.equal(values["status"], 200);
  assert.equal(values["content_type"], "application/json");
  assert.equal(values["msg"], `OK (${values["content_length"]} bytes)`);
  assert.equal(values["redirected"], false);
  assert.equal(values["url"], `${origin}/json`);
  assert.equal(values["content"], undefined);
  assert.equal((values["json"] as Map<string, Value>).get("a"), 1);
  const floats = await act(uri, { url: `${origin}/floats`, return_content: true }, target);
  const json = floats.values["json"] as Map<string, Value>;
  assert.equal(String(json.get("f")), "1.0");
  assert.equal(json.get("n"), 2n ** 53n + 1n);
  assert.equal(floats.values["content"], '{"f": 1.0, "n": 9007199254740993}');
  const latin = await act(uri, { url: `${origin}/latin`, return_content: true }, target);
  assert.equal(latin.values["content"], "é");
  const head = { url: `${origin}/json`, method: "HEAD", return_content: true };
  assert.equal((await act(uri, head, target)).values["content"], "");
});

testWithClients("a request is made in one round trip, its body as the format says", async (
  target,
  origin,
) => {
  const send = async (args: Readonly<Record<string, Plain>>): ReturnType<typeof sent> =>
    await sent(args);
  async function sent(args: Readonly<Record<string, Plain>>): Promise<ReturnType<typeof asked>> {
    const task = new LocalTask(target);
    const { values } = await runAction(uri, { url: `${origin}/echo`, ...args }, task);
    assert.equal(task.calls.length, 1);
    return asked(values);
  }
  const json = await send({
    method: "post",
    body_format: "json",
    body: { name: 'it\'s "ä"', n: [1] },
    headers: { "X-Quote": `a "b" \\ 'c'`, "X-Number": 5, "X-Truth": true },
  });
  assert.equal(json.method, "POST");
  assert.equal(json.body, '{"name": "it\'s \\"\\u00e4\\"", "n": [1]}');
  assert.equal(json.headers.get("content-type"), "application/json");
  assert.equal(json.headers.get("x-quote"), `a "b" \\ 'c'`);
  assert.equal(json.headers.get("x-number"), "5");
  assert.equal(json.headers.get("x-truth"), "True");
  assert.equal(json.headers.get("user-agent"), "ansible-httpget");
  const form = await send({
    method: "PUT",
    body_format: "form-urlencoded",
    body: { a: ["x", "y z"] },
  });
  assert.deepEqual([form.method, form.body], ["PUT", "a=x&a=y+z"]);
  const raw = await send({ method: "PATCH", body: "\\0 raw %s\n" });
  assert.equal(raw.body, "\\0 raw %s\n");
  const nothing = await send({ method: "POST", body_format: "json" });
  assert.deepEqual([nothing.body, nothing.headers.get("content-type")], [
    "null",
    "application/json",
  ]);
  const none = await send({ method: "POST", url_username: "", force_basic_auth: true });
  assert.equal(none.headers.get("authorization"), undefined);
  assert.deepEqual([none.method, none.body], ["POST", ""]);
});

testWithClients("a long body, or a file, is sent as it is", async (target, origin, root) => {
  const body = "x".repeat(100_000);
  const long = await act(uri, { url: `${origin}/echo`, method: "POST", body }, target);
  assert.equal(asked(long.values).body, body);
  await Deno.writeTextFile(`${root}/payload`, "of the target");
  const args = { url: `${origin}/echo`, method: "POST", src: `${root}/payload` };
  const remote = await act(uri, { ...args, remote_src: true, body_format: "json" }, target);
  assert.equal(asked(remote.values).headers.get("content-type"), "application/json");
  assert.equal(asked(remote.values).body, "of the target");
  await Deno.mkdir(`${root}/../files`);
  await Deno.writeTextFile(`${root}/../files/mine`, "of the playbook");
  const local = await act(uri, { ...args, src: "mine" }, target);
  assert.equal(asked(local.values).body, "of the playbook");
});

testWithClients("redirects are followed as told", async (target, origin) => {
  const url = `${origin}/redirect`;
  const followed = await act(uri, { url }, target);
  assert.equal(asked(followed.values).method, "GET");
  assert.deepEqual([followed.values["redirected"], followed.values["url"]], [
    true,
    `${origin}/echo`,
  ]);
  const none = await act(uri, { url, follow_redirects: "none", status_code: 302 }, target);
  assert.equal(none.values["location"], `${origin}/echo`);
  assert.equal(none.values["msg"], "HTTP Error 302: Found");
  const posted = await act(uri, { url, method: "POST", body: "x" }, target);
  assert.deepEqual([posted.status, posted.values["status"]], ["failed", 302]);
  const secret = await act(uri, {
    url,
    headers: { "X-Secret": "s", "X-Open": "o" },
    unredirected_headers: ["x-secret"],
  }, target);
  const { headers } = asked(secret.values);
  assert.deepEqual([headers.get("x-secret"), headers.get("x-open")], [undefined, "o"]);
});

testWithClients("name and password are sent, and are on no command line", async (
  target,
  origin,
) => {
  const args = {
    url: `${origin}/private`,
    user: "me",
    password: 'it\'s "x"',
    return_content: true,
  };
  for (const force_basic_auth of [false, true]) {
    const { status, values } = await act(uri, { ...args, force_basic_auth }, target);
    assert.equal(status, "ok", JSON.stringify(values));
    assert.equal(values["content"], "in");
  }
  const refused = await act(uri, { ...args, password: "no" }, target);
  assert.equal(refused.values["status"], 401);
});

testWithClients("what was not expected fails the task", async (target, origin) => {
  const missing = await act(uri, { url: `${origin}/missing` }, target);
  assert.equal(missing.status, "failed");
  assert.equal(
    missing.values["msg"],
    "Status code was 404 and not [200]: HTTP Error 404: Not Found",
  );
  assert.equal(missing.values["content"], "not here");
  const accepted = await act(uri, { url: `${origin}/missing`, status_code: [200, 404] }, target);
  assert.equal(accepted.status, "ok");
  const nobody = await act(uri, { url: "http://127.0.0.1:1/" }, target);
  assert.equal(nobody.values["status"], -1);
  assert.match(
    String(nobody.values["msg"]),
    /^Status code was -1 and not \[200\]: Request failed: \S/,
  );
});

testWithClients("an answer is kept where it is told to, once", async (target, origin, root) => {
  const args = { url: `${origin}/some`, dest: `${root}/kept`, mode: "0600" };
  const first = await act(uri, args, target);
  assert.equal(first.status, "changed", JSON.stringify(first.values));
  assert.equal(first.values["path"], `${root}/kept`);
  assert.equal(first.values["mode"], "0600");
  assert.equal(await Deno.readTextFile(`${root}/kept`), "at /some\n");
  assert.equal((await act(uri, args, target)).status, "ok");
  await act(uri, { ...args, dest: root }, target);
  assert.equal(await Deno.readTextFile(`${root}/some`), "at /some\n");
  await act(uri, { ...args, url: `${origin}/redirect`, dest: root }, target);
  assert.match(await Deno.readTextFile(`${root}/echo`), /"method":"GET"/);
  await Deno.symlink("some", `${root}/link`);
  await act(uri, { ...args, dest: `${root}/link` }, target);
  assert.ok((await Deno.lstat(`${root}/link`)).isFile);
  const skipped = await act(uri, { ...args, creates: `${root}/kept` }, target);
  assert.equal(skipped.values["stdout"], `skipped, since '${root}/kept' exists`);
  const absent = await act(uri, { ...args, removes: `${root}/nope` }, target);
  assert.equal(absent.values["stdout"], `skipped, since '${root}/nope' does not exist`);
});

testWithClients("cookies are returned", async (target, origin) => {
  const { values } = await act(uri, { url: `${origin}/cookies` }, target);
  assert.deepEqual(values["cookies"], new Map([["a", "1"], ["b", "2"]]));
  assert.equal(values["cookies_string"], "a=1; b=2");
});

testWithClients("busybox' wget does what it can, and no more", async (target, origin) => {
  const { values } = await act(uri, { url: `${origin}/x`, return_content: true }, target);
  assert.deepEqual([values["status"], values["content"]], [200, "at /x\n"]);
  const missing = await act(uri, { url: `${origin}/missing` }, target);
  assert.equal(missing.values["status"], 404);
  const refused = await act(uri, { url: `${origin}/x`, method: "POST" }, target);
  assert.match(String(refused.values["msg"]), /only busybox' wget.*install curl/);
}, ["busybox"]);

Deno.test("a target without a client is told", () =>
  inDirectory(async (root) => {
    await Deno.mkdir(`${root}/bin`);
    for (const name of ["mktemp", "date", "rm", "sh"]) {
      await Deno.symlink(`/bin/${name}`, `${root}/bin/${name}`);
    }
    const environment = { PATH: `${root}/bin` };
    const { values } = await act(uri, { url: "http://127.0.0.1/" }, {
      shell: ["/bin/sh"],
      environment,
    });
    assert.match(String(values["msg"]), /neither curl nor wget/);
  }));

Deno.test({
  name: "a socket of the target is asked",
  ignore: !isInstalled("curl"),
  fn: () =>
    inDirectory(async (root) => {
      const path = `${root}/socket`;
      const server = Deno.serve({ path, onListen: () => {} }, () => new Response("by socket"));
      const args = { url: "http://any/", unix_socket: path, return_content: true };
      const { values } = await act(uri, args);
      assert.equal(values["content"], "by socket", JSON.stringify(values));
      await server.shutdown();
    }),
});

Deno.test("arguments that exclude each other are refused", async () => {
  await assert.rejects(act(uri, { url: "http://x", body: "a", src: "b" }), /only one of/);
  await assert.rejects(act(uri, { url: "http://x", body_format: "yaml" }), /yaml/);
  const { values } = await act(uri, { url: "http://x", method: "GET IT" });
  assert.match(String(values["msg"]), /single word in uppercase/);
  const list = { url: "http://x", method: "POST", body: [1], body_format: "form-urlencoded" };
  assert.match(String((await act(uri, list)).values["msg"]), /a dict or a list of pairs/);
});

Deno.test("the last answer counts, and redirects lead from place to place", () => {
  const answer = parseAnswer(
    "HTTP/1.1 301 Moved\r\nLocation: ../b\r\nSet-Cookie: k=v; Secure\r\n\r\n" +
      "HTTP/2 200 \r\nX-Many: 1\r\nx-many: 2\r\n\r\n",
    "https://h/a/c",
  );
  assert.deepEqual(answer, {
    status: 200,
    reason: "OK",
    headers: { x_many: "1, 2" },
    url: "https://h/b",
    cookies: { k: "v" },
  });
  assert.equal(parseAnswer("", "u").status, -1);
});

Deno.test("forms are encoded", async () => {
  assert.equal(urlencode([["a", true], ["b", null]]), "a=True");
  assert.equal(urlencode(null), "");
  const nested = new Map<string, Value>([["a", ["x", null, 0]], ["b", new Map([["c", 1]])]]);
  assert.equal(urlencode(nested), "a=x&a=0&b=c");
  const body = new Map<string, Value>([
    ["plain", "text"],
    ["file", new Map<string, Value>([["filename", "dir/a.txt"], ["mime_type", "text/x"]])],
    ["guessed", new Map<string, Value>([["filename", "dir/a.HTML"]])],
    ["any", new Map<string, Value>([["content", "c"]])],
  ]);
  const readFile = (path: string): Promise<{
    kind: "file";
    path: string;
    size: number;
    mode: number;
    data: Uint8Array;
  }> =>
    Promise.resolve({ kind: "file", path, size: 1, mode: 0, data: new TextEncoder().encode("A") });
  const { bytes, contentType } = await multipart(body, "xx", { readFile });
  assert.equal(contentType, "multipart/form-data; boundary=xx");
  assert.equal(
    new TextDecoder().decode(bytes),
    '--xx\r\nContent-Disposition: form-data; name="plain"\r\nContent-Type: text/plain\r\n\r\n' +
      "text\r\n" +
      '--xx\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n' +
      "Content-Type: text/x\r\n\r\nA\r\n" +
      '--xx\r\nContent-Disposition: form-data; name="guessed"; filename="a.HTML"\r\n' +
      "Content-Type: text/html\r\n\r\nA\r\n" +
      '--xx\r\nContent-Disposition: form-data; name="any"\r\n' +
      "Content-Type: application/octet-stream\r\n\r\nc\r\n--xx--\r\n",
  );
});

Deno.test("what is asked of a client is in its file", () => {
  const args = {
    url: "http://x",
    http_agent: "me",
    force_basic_auth: false,
    use_gssapi: true,
    use_netrc: false,
    use_proxy: false,
    validate_certs: false,
    ciphers: ["A", "B"],
    decompress: false,
    unredirected_headers: [],
    timeout: 7,
  };
  const request = httpRequest(args, { method: "DELETE", followsRedirects: true });
  assert.deepEqual(curlConfig(request).split("\n").sort(), [
    'ciphers = "A:B"',
    'connect-timeout = "7"',
    "insecure",
    "location",
    "negotiate",
    'noproxy = "*"',
    'request = "DELETE"',
    "show-error",
    "silent",
    'speed-limit = "1"',
    'speed-time = "7"',
    'user = ":"',
    'user-agent = "me"',
  ]);
  assert.match(wgetConfig(request), /^use_proxy = off$/m);
  assert.match(wgetConfig(request), /^check_certificate = off$/m);
});
