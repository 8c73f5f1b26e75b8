# SPDX-License-Identifier: Apache-2.0
# Shared by the launcher and the scripts in ci/: messages, JDK discovery, option files, freshness of the build. Sourced, never run.
# shellcheck shell=bash

readonly MINIMUM_JDK=25

# say TEXT...: one progress line on stderr, so that stdout stays for the answer of a command.
say() {
  printf 'ipv8: %s\n' "$*" >&2
}

# fail TEXT...: one line that says what is wrong and what to do, then exit code 1 ("failed").
fail() {
  printf 'ipv8: %s\n' "$*" >&2
  exit 1
}

# jdk_major DIR: prints the major version of the JDK in DIR, nothing when DIR holds no JDK.
# Reads the JDK's own `release` file with shell built-ins: starting each candidate with `-version` would cost 40 ms apiece.
jdk_major() {
  local key value
  [[ -x $1/bin/javac && -r $1/release ]] || return 0
  while IFS='=' read -r key value; do
    if [[ $key == JAVA_VERSION ]]; then
      value=${value//\"/}
      value=${value%%[!0-9]*}
      printf '%s' "$value"
      return 0
    fi
  done <"$1/release"
}

# find_jdk: exports JAVA_HOME for a JDK of MINIMUM_JDK or later; returns 1 when there is none.
# The user's JAVA_HOME wins when it is new enough, else the highest version under /usr/lib/jvm.
find_jdk() {
  local candidate major best='' best_major=0
  if [[ -n ${JAVA_HOME:-} ]]; then
    major=$(jdk_major "$JAVA_HOME")
    if ((${major:-0} >= MINIMUM_JDK)); then
      export JAVA_HOME
      return 0
    fi
  fi
  for candidate in /usr/lib/jvm/*; do
    major=$(jdk_major "$candidate")
    if ((${major:-0} >= MINIMUM_JDK && ${major:-0} > best_major)); then
      best=$candidate
      best_major=$major
    fi
  done
  [[ -n $best ]] || return 1
  export JAVA_HOME=$best
}

# read_options FILE: fills the array `jvm_options` with the options of FILE: one a line, `#` comments and blank lines skipped.
# A line may hold an option and its value (`--add-opens a/b=c`): it is split at blanks.
read_options() {
  local line words
  jvm_options=()
  while IFS= read -r line || [[ -n $line ]]; do
    line=${line%%#*}
    read -r -a words <<<"$line"
    jvm_options+=("${words[@]}")
  done <"$1"
}

# class_path HOME: prints the run-time jars in a fixed order. The AOT cache is valid only for the class path it was made with,
# so neither the directory's order (`lib/*`) nor the user's locale may decide it.
class_path() {
  local LC_ALL=C jars
  jars=("$1"/target/dist/lib/*.jar)
  local IFS=:
  printf '%s' "${jars[*]}"
}

# is_built HOME: true when the build is there and no source is newer. One `find` that stops at the first newer file.
# Directories count too, so that a removed source is noticed; tests do not, as the command runs without them.
is_built() {
  local newer sources
  [[ -e $1/target/dist/stamp ]] || return 1
  sources=("$1"/pom.xml "$1"/*/pom.xml "$1"/*/src/main "$1"/native/build "$1"/perf/build "$1"/ci/build "$1"/config/jvm-cli.options)
  newer=$(find "${sources[@]}" -newer "$1/target/dist/stamp" -print -quit 2>/dev/null) || true
  [[ -z $newer ]]
}
