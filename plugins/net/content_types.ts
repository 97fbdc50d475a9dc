/**
 * What files most likely hold, by their names.
 *
 * @see https://www.iana.org/assignments/media-types/
 * @module
 */

/** Extensions by the types that they are registered for. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  "application/java-archive": "jar",
  "application/json": "json",
  "application/manifest+json": "webmanifest",
  "application/msword": "doc",
  "application/pdf": "pdf",
  "application/pkcs12": "p12 pfx",
  "application/postscript": "ps eps",
  "application/rtf": "rtf",
  "application/vnd.debian.binary-package": "deb",
  "application/vnd.ms-excel": "xls",
  "application/vnd.ms-powerpoint": "ppt",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
  "application/wasm": "wasm",
  "application/x-tar": "tar tgz",
  "application/x-x509-ca-cert": "crt",
  "application/xml": "xml xsl xsd",
  "application/zip": "zip",
  "audio/mpeg": "mp3",
  "audio/x-wav": "wav",
  "font/ttf": "ttf",
  "font/woff": "woff",
  "font/woff2": "woff2",
  "image/bmp": "bmp",
  "image/gif": "gif",
  "image/jpeg": "jpg jpeg",
  "image/png": "png",
  "image/svg+xml": "svg",
  "image/tiff": "tif tiff",
  "image/vnd.microsoft.icon": "ico",
  "image/webp": "webp",
  "message/rfc822": "eml",
  "text/css": "css",
  "text/csv": "csv",
  "text/html": "html htm",
  "text/javascript": "js mjs",
  "text/markdown": "md",
  "text/plain": "txt",
  "text/tab-separated-values": "tsv",
  "text/x-python": "py",
  "text/x-sh": "sh",
  "video/mp4": "mp4",
  "video/mpeg": "mpeg mpg",
  "video/quicktime": "mov",
  "video/webm": "webm",
};

/**
 * The type of a file by its name; bytes of any kind where that tells nothing.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 *
 * assert.equal(contentTypeOf("data/A.JSON"), "application/json");
 * assert.equal(contentTypeOf("app.conf"), "application/octet-stream");
 * ```
 */
export function contentTypeOf(filename: string): string {
  const [, extension] = /[^/]\.([^./]+)$/.exec(filename.toLowerCase()) ?? [];
  const found = Object.entries(EXTENSIONS).find(([, extensions]) =>
    extension !== undefined && extensions.split(" ").includes(extension)
  );
  return found?.[0] ?? "application/octet-stream";
}
