#!/bin/sh
# Makes sure of what npm does not bring: Java 17 or newer, Maven and OpenSSL.
#   system-packages.sh jre    for running brokers
#   system-packages.sh jdk    for the tests: with Java's compiler for the generated files, PostgreSQL, Chromium, and Go
#                             for its client of RocketMQ
# As root on Debian what is missing gets installed; otherwise it is named, with the command that installs it.
set -eu
kit=$1

java=java
[ -z "${JAVA_HOME:-}" ] || java="$JAVA_HOME/bin/java"

# macOS has a java that only says that there is none, so it is asked for its version.
java_serves() {
  version=$("$java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p')
  [ "${version:-0}" -ge 17 ] || return 1
  [ "$kit" = jre ] || "$java" --list-modules | grep -q '^jdk.compiler'
}

# Debian keeps the server's programs out of the path.
has_postgres() {
  command -v postgres >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1
}

# Without a browser the tests of the console are skipped; where it comes from elsewhere it is not asked for.
has_chromium() {
  [ -n "${MQFERRY_CHROMIUM:-}" ] && return
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" >/dev/null 2>&1 && return
  done
  ! command -v apt-get >/dev/null 2>&1
}

look() {
  debian='' brew=''
  java_serves || { debian="$debian default-$kit-headless" brew="$brew openjdk@17"; }
  mvn -v >/dev/null 2>&1 || { debian="$debian maven" brew="$brew maven"; }
  openssl version >/dev/null 2>&1 || { debian="$debian openssl" brew="$brew openssl"; }
  [ "$kit" = jdk ] || return 0
  has_postgres || { debian="$debian postgresql" brew="$brew postgresql"; }
  has_chromium || debian="$debian chromium"
  command -v go >/dev/null 2>&1 || { debian="$debian golang-go" brew="$brew go"; }
}

install() {
  echo "setup: installing$debian"
  log=$(mktemp)
  # shellcheck disable=SC2086 # one word a package
  if apt-get -qq update >"$log" 2>&1 &&
    DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $debian >>"$log" 2>&1; then
    rm "$log"
  else
    cat "$log" >&2
    rm "$log"
  fi
}

look
if [ -n "$debian" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  install
  look
fi
[ -n "$debian" ] || exit 0

cat >&2 <<MESSAGE
setup: this machine lacks:$debian (Java must be 17 or newer${JAVA_HOME:+; JAVA_HOME is $JAVA_HOME})
  Debian, Ubuntu: sudo apt-get install$debian
  macOS:          brew install$brew
MESSAGE
case $brew in *openjdk*) echo "                  and then export JAVA_HOME=\"\$(brew --prefix openjdk@17)\" PATH=\"\$(brew --prefix openjdk@17)/bin:\$PATH\"" >&2 ;; esac
echo 'Then run the same command again.' >&2
exit 1
