# shellcheck shell=sh
# Finds a Java of at least a given version. Sourced by ./xiaozhi and ./mvnw; starts nothing but, at most, `java -version`.
#
#   find_java 25        any Java 25 or newer           -> java_home, java_major; status 1 when there is none
#   find_java 25 javac  the same, with a compiler
#
# The order is: JAVA_HOME, PATH, then the usual places (the version nearest to the one asked for wins there).
# XIAOZHI_JDK_DIRS, a list with colons, replaces the usual places.

# A Java home's major version into java_major, empty when it has none. The `release` file spares a start of Java.
java_version_of() {
  java_major=
  [ -x "$1/bin/java" ] || return 0
  if [ -r "$1/release" ]; then
    while IFS= read -r line || [ -n "$line" ]; do
      case $line in
        JAVA_VERSION=*)
          java_major=${line#JAVA_VERSION=}
          java_major=${java_major#\"}
          java_major=${java_major%%[!0-9]*}
          return 0
          ;;
      esac
    done <"$1/release"
  fi
  java_major=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
}

# Succeeds when the Java home $1 is of version $2 or newer and has the program $3 (which may be empty).
java_fits() {
  [ -n "$1" ] || return 1
  [ -z "$3" ] || [ -x "$1/bin/$3" ] || return 1
  java_version_of "$1"
  [ -n "$java_major" ] && [ "$java_major" -ge "$2" ]
}

# The home of the java on the PATH, through links, into java_home.
java_home_on_path() {
  java_home=$(command -v java) || { java_home=; return 1; }
  while [ -L "$java_home" ]; do
    java_link=$(readlink "$java_home")
    case $java_link in
      /*) java_home=$java_link ;;
      *) java_home=${java_home%/*}/$java_link ;;
    esac
  done
  case $java_home in
    # macOS: a stub that asks the user to install Java when there is none.
    /usr/bin/java) java_home=; return 1 ;;
    */bin/java) java_home=${java_home%/bin/java} ;;
    # A version switcher's shim: only Java itself knows.
    *) java_home=$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p') ;;
  esac
  [ -n "$java_home" ]
}

find_java() {
  java_home=${JAVA_HOME:-}
  java_fits "$java_home" "$1" "${2:-}" && return 0
  java_home_on_path && java_fits "$java_home" "$1" "${2:-}" && return 0

  if [ -z "${XIAOZHI_JDK_DIRS+set}" ] && [ -x /usr/libexec/java_home ]; then
    java_home=$(/usr/libexec/java_home -v "$1+" 2>/dev/null) && java_fits "$java_home" "$1" "${2:-}" && return 0
  fi

  java_dirs=/usr/lib/jvm:/usr/lib64/jvm:/usr/java:/usr/local:/opt:/opt/java:/opt/homebrew/opt
  java_dirs=$java_dirs:/Library/Java/JavaVirtualMachines
  if [ -n "${HOME:-}" ]; then
    java_dirs=$java_dirs:$HOME/.sdkman/candidates/java:$HOME/.jdks:$HOME/.gradle/jdks
    java_dirs=$java_dirs:$HOME/.asdf/installs/java:$HOME/.local/share/mise/installs/java
    java_dirs=$java_dirs:$HOME/Library/Java/JavaVirtualMachines
  fi
  java_dirs=${XIAOZHI_JDK_DIRS-$java_dirs}:

  java_best=
  java_best_major=
  while [ -n "$java_dirs" ]; do
    java_dir=${java_dirs%%:*}
    java_dirs=${java_dirs#*:}
    [ -d "$java_dir" ] || continue
    for java_home in "$java_dir"/* "$java_dir"/*/Contents/Home; do
      java_fits "$java_home" "$1" "${2:-}" || continue
      if [ -z "$java_best" ] || [ "$java_major" -lt "$java_best_major" ]; then
        java_best=$java_home
        java_best_major=$java_major
      fi
    done
  done
  java_home=$java_best
  java_major=$java_best_major
  [ -n "$java_home" ]
}
