/**
 * What lists the packages of dpkg, each with the origin that apt knows it to come from.
 *
 * @see https://manpages.debian.org/dpkg-query.1
 * @see https://manpages.debian.org/apt-cache.8
 * @module
 */

const FORMAT = "${db:Status-Abbrev}|${Package}|${Version}|${Architecture}|${Section}|\\n";

/**
 * apt says of all lists from whom they are, then of each package in which lists its versions are; the
 * first list of the installed one counts. A line of dpkg's gets that at its end.
 */
const WITH_ORIGINS = `
/\\|/ {
  split($0, field, "|")
  name = field[2]
  if (name ":" field[4] in origin) name = name ":" field[4]
  print $0 origin[name]
  next
}
/^[^ ].*:$/ { name = substr($0, 1, length($0) - 1); next }
/^ \\*\\*\\* / { installed = 1; next }
/^ +release / { if (match($0, /[ ,]o=[^,]*/)) of[list] = substr($0, RSTART + 3, RLENGTH - 3); next }
/^     [^ ]/ { installed = 0; next }
/^ +-?[0-9]+ / {
  list = $0
  sub(/^ +-?[0-9]+ +/, "", list)
  if (installed && !(name in origin)) origin[name] = of[list]
}`;

/**
 * The command. A line has the state, name, version, architecture, section and origin of a package,
 * with `|` between.
 *
 * apt answers both questions in 0.13 s where it keeps a cache of its lists, as it does unless an image
 * for containers forbids that: there it takes a second to read them twice.
 */
export const DPKG_LIST = `{
  if command -v apt-cache >/dev/null 2>&1; then
    LC_ALL=C apt-cache policy
    dpkg-query -W -f '\${binary:Package}\\n' | LC_ALL=C xargs apt-cache policy
  fi 2>/dev/null
  dpkg-query -W -f '${FORMAT}'
} | awk '${WITH_ORIGINS}'`;
