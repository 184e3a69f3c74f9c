#!/bin/sh
# Makes the device's own sounds: sounds.tsv -> espeak-ng -> our Opus encoder -> Ogg files; tones are computed.
# Run it only to change them; the result is part of the sources. Licence and tools: see ../corpus/README.md.
# Usage: make-sounds.sh CLASSPATH, with the classes of device-sim and what they need.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
out=$here/../main/resources/io/github/xiaozhisim/device/audio/sounds
work=$here/../../target/sounds

if ! command -v espeak-ng >/dev/null 2>&1; then
  echo "make-sounds.sh: espeak-ng is not installed; on Debian or Ubuntu: apt-get install espeak-ng" >&2
  exit 2
fi
if [ $# -ne 1 ]; then
  echo "make-sounds.sh: give the class path as the one argument" >&2
  exit 2
fi

mkdir -p "$work"
tab=$(printf '\t')
grep -v '^#' "$here/sounds.tsv" | while IFS="$tab" read -r language name speed pitch text pinyin; do
  case $language in
    zh-CN) voice=cmn-latn-pinyin spoken=$pinyin ;;
    en-US) voice=en-us spoken=$text ;;
    *) echo "make-sounds.sh: no voice for language '$language' of $name" >&2; exit 2 ;;
  esac
  espeak-ng -v "$voice" -s "$speed" -p "$pitch" -w "$work/$language-$name.wav" -- "$spoken"
done

rm -rf "$out"
mkdir -p "$out"
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$1" io.github.xiaozhisim.device.speech.SoundBuilder \
  "$here/sounds.tsv" "$work" "$out"
