#!/bin/sh
# Makes the speech that ships with the project: sentences.tsv -> espeak-ng -> our Opus encoder -> Ogg files + index.json.
# Run it only to change the sentences; the result is part of the sources. See README.md beside this file.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
module=$(cd "$here/../.." && pwd)
root=$(cd "$module/.." && pwd)
out=$module/src/main/resources/io/github/xiaozhisim/device/speech/corpus
work=$module/target/corpus

if ! command -v espeak-ng >/dev/null 2>&1; then
  echo "make-corpus.sh: espeak-ng is not installed; on Debian or Ubuntu: apt-get install espeak-ng" >&2
  exit 2
fi
if ! espeak-ng --voices=zh | grep -q cmn-latn-pinyin; then
  echo "make-corpus.sh: this espeak-ng has no voice cmn-latn-pinyin; version 1.51 or newer is needed" >&2
  exit 2
fi

java=
for candidate in "${JAVA_HOME:-/nowhere}/bin/java" "$(command -v java || true)" /usr/lib/jvm/*/bin/java; do
  if [ -x "$candidate" ] && [ "$("$candidate" -version 2>&1 | sed -n '1s/.*version "\([0-9]*\).*/\1/p')" -ge 25 ] 2>/dev/null; then
    java=$candidate
    break
  fi
done
if [ -z "$java" ]; then
  echo "make-corpus.sh: no Java 25 or newer found; set JAVA_HOME" >&2
  exit 2
fi

mvn=$root/mvnw
[ -x "$mvn" ] || mvn=mvn
mkdir -p "$work"
(cd "$root" && "$mvn" -q -pl device-sim -am package -DskipTests dependency:build-classpath \
  -DincludeScope=runtime -Dmdep.outputFile="$work/classpath")

tab=$(printf '\t')
grep -v '^#' "$here/sentences.tsv" | while IFS="$tab" read -r name role language speed pitch text pinyin; do
  case $language in
    zh) voice=cmn-latn-pinyin spoken=$pinyin ;;
    en) voice=en-us spoken=$text ;;
    *) echo "make-corpus.sh: no voice for language '$language' of $name" >&2; exit 2 ;;
  esac
  espeak-ng -v "$voice" -s "$speed" -p "$pitch" -w "$work/$name.wav" -- "$spoken"
done

rm -rf "$out"
mkdir -p "$out"
exec "$java" -cp "$module/target/classes:$(cat "$work/classpath")" \
  io.github.xiaozhisim.device.speech.CorpusBuilder "$here/sentences.tsv" "$work" "$out"
