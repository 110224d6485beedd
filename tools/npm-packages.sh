#!/bin/sh
# Installs the npm packages that package-lock.json names, the pinned Node among them, unless they are there already.
set -eu
cd "$(dirname "$0")/.."

fail() {
  echo "setup: $1" >&2
  exit 1
}

command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 ||
  fail 'Node.js with npm is needed. Debian: apt-get install nodejs npm; macOS: brew install node'
[ "$(node -p 'parseInt(process.versions.node)')" -ge 18 ] ||
  fail "Node.js 18 or newer is needed to fetch the pinned one; $(command -v node) is $(node --version)"

wanted=$(cksum <package-lock.json)
installed=node_modules/.installed-from
if [ -f "$installed" ] && [ "$(cat "$installed")" = "$wanted" ]; then exit 0; fi

echo 'setup: installing npm packages'
# Only the pinned Node needs its install script; native packages carry their binaries inside, and need no compiler.
npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error >/dev/null ||
  fail 'npm ci failed, see above'
npm rebuild --ignore-scripts=false --loglevel=error node >/dev/null || fail 'the pinned Node could not be set up, see above'
[ -x node_modules/.bin/node ] || fail 'the pinned Node is not there'
echo "$wanted" >"$installed"
