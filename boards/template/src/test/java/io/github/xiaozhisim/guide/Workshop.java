package io.github.xiaozhisim.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A repository small enough to follow the guide in: the template, the parent's pom, and programs in the place of
 * Maven and of the simulator that only write down how they were called.
 */
final class Workshop {

  private static final String CALLED = "called.txt";

  private final Path root;

  Workshop(Path repository, Path root) throws IOException {
    this.root = root;
    copy(repository.resolve("boards/template"), root.resolve("boards/template"));
    Files.copy(repository.resolve("pom.xml"), root.resolve("pom.xml"));
    for (String program : List.of("mvnw", "xiaozhi")) {
      Path stand = root.resolve(program);
      Files.writeString(stand, "#!/bin/sh\nprintf '%s\\n' \"$0 $*\" >>" + CALLED + "\n");
      assertThat(stand.toFile().setExecutable(true)).isTrue();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(one -> !from.relativize(one).startsWith("target")).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        if (Files.isRegularFile(file)) {
          Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  Path at(String name) {
    return root.resolve(name);
  }

  void write(String name, String text) throws IOException {
    Files.createDirectories(at(name).getParent());
    Files.writeString(at(name), text);
  }

  /** Runs a block of the shell; gives how Maven and the simulator were called by it. */
  List<String> shell(String block) throws Exception {
    Files.deleteIfExists(at(CALLED));
    Outcome outcome = run(root, List.of("bash", "-euo", "pipefail", "-c", block));
    assertThat(outcome.code()).as("exit code of\n%s\nwhich said\n%s", block, outcome.text()).isZero();
    return Files.exists(at(CALLED)) ? Files.readAllLines(at(CALLED)) : List.of();
  }

  /** Compiles {@code boards/toy}, as Maven would. */
  void compile() throws IOException {
    compile("main", System.getProperty("java.class.path"));
    compile("test", classes("main") + File.pathSeparator + System.getProperty("java.class.path"));
  }

  private Path classes(String kind) {
    return at("boards/toy/target/" + (kind.equals("main") ? "classes" : "test-classes"));
  }

  private void compile(String kind, String classPath) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("-proc:none", "-Xlint:all,-processing", "-Werror"));
    arguments.addAll(List.of("-d", classes(kind).toString(), "-cp", classPath));
    try (Stream<Path> files = Files.walk(at("boards/toy/src/" + kind))) {
      files.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
    }
    int code = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
    assertThat(code).as("the compiler's exit code for the toy's %s classes", kind).isZero();
  }

  /** Runs the toy's tests whose names match Maven's {@code pattern}, in the toy's folder. */
  Outcome test(String pattern) throws Exception {
    Pattern named = Pattern.compile(pattern.replace("*", ".*"));
    List<String> command = java("io.github.xiaozhisim.guide.Contracts");
    Path tests = classes("test");
    try (Stream<Path> files = Files.walk(tests)) {
      files
          .map(file -> tests.relativize(file).toString().replace('/', '.'))
          .filter(name -> name.endsWith(".class") && !name.contains("$"))
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .filter(name -> named.matcher(name.substring(name.lastIndexOf('.') + 1)).matches())
          .forEach(command::add);
    }
    return run(at("boards/toy"), command);
  }

  /** A command line that runs one of the toy's classes. */
  List<String> java(String mainClass) {
    String classPath =
        String.join(
            File.pathSeparator,
            classes("main").toString(),
            classes("test").toString(),
            System.getProperty("java.class.path"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", classPath, mainClass));
    return command;
  }

  private static Outcome run(Path folder, List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s ends", command.getLast()).isTrue();
    return new Outcome(process.exitValue(), text);
  }

  /** How a program ended. */
  record Outcome(int code, String text) {}
}
